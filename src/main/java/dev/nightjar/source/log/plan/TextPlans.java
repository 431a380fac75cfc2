package dev.nightjar.source.log.plan;

import dev.nightjar.source.log.bytes.ByteSearch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Plans in EXPLAIN's text format, 13 to 18 (18 writes fractions of rows). */
final class TextPlans {
    private static final byte[] COST = "  (cost=".getBytes(StandardCharsets.US_ASCII);

    private static final Pattern NODE = Pattern.compile(
            "(?<indent> *)(?:-> +)?(?<what>\\S.*?)  \\(cost=[0-9.]+\\.\\.(?<cost>[0-9.]+) rows=(?<rows>[0-9.]+) width=\\d+\\)"
                    + "(?: \\((?:actual (?:time=[0-9.]+\\.\\.(?<time>[0-9.]+) )?rows=(?<actual>[0-9.]+) loops=(?<loops>[0-9.]+)|never executed)\\))?.*");
    private static final Pattern SCAN = Pattern.compile(
            "(?<type>.*?(?:Scan|Insert|Update|Delete|Merge)(?: Backward)?)(?: using (?<index>\\S+))?(?: on (?<relation>\\S+)(?: (?<alias>\\S+))?)?");
    private static final Pattern REMOVED = Pattern.compile("Rows Removed by Filter: ([0-9.]+)");
    private static final Pattern CONDITION =
            Pattern.compile("(?:(?:Index|Hash|Merge|TID|Recheck) Cond|Join Filter|One-Time Filter): ");
    private static final Pattern TEMP = Pattern.compile("temp (?:read=\\d+ )?written=(\\d+)");
    private static final Pattern DISK = Pattern.compile("Disk(?: Usage)?: (\\d+)kB");

    private TextPlans() {}

    /**
     * Offset of the newline before the first line of the plan, or the end. Only the top node is not indented; a line of
     * the query that looks like one stands inside of a string, that is behind an odd number of quotes.
     */
    static int planStart(byte[] bytes, int from, int to) {
        int last = to;
        int quotes = 0;
        int at = from;
        while (at < to) {
            int newline = ByteSearch.find(bytes, at, to, (byte) '\n');
            quotes += ByteSearch.count(bytes, at, newline, (byte) '\'');
            if (isTop(bytes, newline, to)) {
                if (quotes % 2 == 0) {
                    return newline;
                }
                last = newline;
            }
            at = newline + 1;
        }
        return last;
    }

    /** Whether the line after the newline at {@code newline} looks like the first node of a plan. */
    static boolean isTop(byte[] bytes, int newline, int to) {
        int end = ByteSearch.find(bytes, Math.min(newline + 1, to), to, (byte) '\n');
        int line = lineStart(bytes, newline, end);
        return line < end && bytes[line] != ' ' && ByteSearch.find(bytes, line, end, COST) > line;
    }

    /** Where the text of the line after a newline begins; plain logs put a tab before it. */
    static int lineStart(byte[] bytes, int newline, int to) {
        return newline + 1 < to && bytes[newline + 1] == '\t' ? newline + 2 : newline + 1;
    }

    private static final class Draft {
        int indent;
        String type = "";
        String relation = "";
        String alias = "";
        String index = "";
        String condition = "";
        String filter = "";
        double cost = Double.NaN;
        double rows = Double.NaN;
        double actual = Double.NaN;
        double loops = Double.NaN;
        double time = Double.NaN;
        double removed = Double.NaN;
        double temp = Double.NaN;
        double disk = Double.NaN;
        double searches = Double.NaN;
        final List<Draft> children = new ArrayList<>();

        PlanNode node() {
            return new PlanNode(
                    type,
                    relation,
                    alias,
                    index,
                    condition,
                    filter,
                    cost,
                    rows,
                    actual,
                    loops,
                    time * loops,
                    removed,
                    temp,
                    disk,
                    searches,
                    children.stream().map(Draft::node).toList());
        }
    }

    static PlanNode tree(String plan) {
        List<Draft> path = new ArrayList<>();
        Draft root = new Draft();
        for (String line : plan.lines().toList()) {
            Matcher matcher = NODE.matcher(line);
            if (matcher.matches() && (root.type.isEmpty() || line.stripLeading().startsWith("->"))) {
                Draft node = draft(matcher, line);
                while (!path.isEmpty() && path.get(path.size() - 1).indent >= node.indent) {
                    path.remove(path.size() - 1);
                }
                if (path.isEmpty()) {
                    root = node;
                } else {
                    path.get(path.size() - 1).children.add(node);
                }
                path.add(node);
            } else if (!path.isEmpty()) {
                detail(path.get(path.size() - 1), line.strip());
            }
        }
        return root.type.isEmpty() ? PlanTexts.unknown() : root.node();
    }

    private static Draft draft(Matcher matcher, String line) {
        Draft node = new Draft();
        int arrow = line.indexOf("->");
        node.indent = arrow >= 0 && arrow < matcher.start("what") ? arrow : -1;
        String what = matcher.group("what");
        Matcher scan = SCAN.matcher(what);
        if (scan.matches()) {
            node.type = scan.group("type");
            node.index = orEmpty(scan.group("index"));
            node.relation = orEmpty(scan.group("relation"));
            node.alias = orEmpty(scan.group("alias"));
            if (node.type.startsWith("Bitmap Index Scan") || node.type.endsWith("Bitmap Index Scan")) {
                node.index = node.relation;
                node.relation = "";
            }
        } else {
            node.type = what;
        }
        node.cost = number(matcher.group("cost"));
        node.rows = number(matcher.group("rows"));
        node.actual = number(matcher.group("actual"));
        node.loops = number(matcher.group("loops"));
        node.time = number(matcher.group("time"));
        return node;
    }

    private static void detail(Draft node, String line) {
        Matcher removed = REMOVED.matcher(line);
        if (removed.matches()) {
            node.removed = number(removed.group(1));
        } else if (line.startsWith("Filter: ")) {
            node.filter = line.substring("Filter: ".length());
        } else if (CONDITION.matcher(line).lookingAt()) {
            node.condition = node.condition.isEmpty() ? line.substring(line.indexOf(": ") + 2) : node.condition;
        } else if (line.startsWith("Index Searches: ")) {
            node.searches = number(line.substring("Index Searches: ".length()));
        } else if (line.startsWith("Buffers: ")) {
            Matcher temp = TEMP.matcher(line);
            node.temp = temp.find() ? number(temp.group(1)) : node.temp;
        } else {
            Matcher disk = DISK.matcher(line);
            node.disk = disk.find() ? number(disk.group(1)) : node.disk;
        }
    }

    private static String orEmpty(@Nullable String group) {
        return group == null ? "" : group;
    }

    private static double number(@Nullable String text) {
        return text == null ? Double.NaN : Double.parseDouble(text);
    }
}
