package dev.nightjar.source.log;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names the holes of heads that have one shape: by what stands before them ({@code user=}), by their type, by how their
 * values change from line to line, or by what "connection authorized" messages say of the session.
 */
final class PrefixHoles {
    private static final Pattern STATE = Pattern.compile("[0-9A-Z]{5}");

    /** Command tags, which %i prints. */
    private static final Set<String> TAGS =
            Set.of("SELECT", "INSERT", "UPDATE", "DELETE", "idle", "authentication", "BEGIN", "COMMIT", "startup");

    private static final Map<String, String> NAMED = Map.ofEntries(
            Map.entry("user", "u"),
            Map.entry("usr", "u"),
            Map.entry("u", "u"),
            Map.entry("role", "u"),
            Map.entry("db", "d"),
            Map.entry("d", "d"),
            Map.entry("database", "d"),
            Map.entry("dbname", "d"),
            Map.entry("app", "a"),
            Map.entry("a", "a"),
            Map.entry("application", "a"),
            Map.entry("application_name", "a"),
            Map.entry("client", "h"),
            Map.entry("host", "h"),
            Map.entry("remote", "h"),
            Map.entry("h", "h"),
            Map.entry("pid", "p"),
            Map.entry("p", "p"),
            Map.entry("process", "p"),
            Map.entry("qid", "Q"),
            Map.entry("queryid", "Q"),
            Map.entry("query_id", "Q"),
            Map.entry("xid", "x"),
            Map.entry("txid", "x"),
            Map.entry("vxid", "v"),
            Map.entry("line", "l"),
            Map.entry("l", "l"),
            Map.entry("tag", "i"),
            Map.entry("cmd", "i"),
            Map.entry("command", "i"),
            Map.entry("state", "e"),
            Map.entry("sqlstate", "e"),
            Map.entry("code", "e"),
            Map.entry("e", "e"),
            Map.entry("session", "c"),
            Map.entry("sid", "c"),
            Map.entry("backend", "b"),
            Map.entry("type", "b"));

    private final List<LineHead> heads;
    private final LineHead first;
    private final Set<String> used;

    /**
     * @param heads of one shape, in the order of the log
     * @param known escapes that something else tells, so that no hole is one of them
     */
    PrefixHoles(List<LineHead> heads, Set<String> known) {
        this.heads = heads;
        this.first = heads.get(0);
        this.used = new LinkedHashSet<>(known);
    }

    /**
     * The prefix that prints such heads.
     *
     * @param stop number of the piece that only sessions have, with all that follows; -1 if there is none
     */
    String prefix(int stop) {
        StringBuilder prefix = new StringBuilder();
        for (int i = 0; i < first.pieces().size(); i++) {
            if (i == stop) {
                prefix.append("%q");
            }
            LineHead.Piece piece = first.pieces().get(i);
            String escape = piece.isSeparator() ? "" : escape(i);
            if (escape.isEmpty()) {
                prefix.append(piece.text().replace("%", "%%"));
            } else {
                prefix.append('%').append(piece.padding()).append(escape);
                used.add(escape);
            }
        }
        return prefix.toString();
    }

    /** The escape of a hole, empty where the text is part of the prefix. */
    private String escape(int index) {
        LineHead.Piece piece = first.pieces().get(index);
        String next = first.text(index + 1);
        String before = first.text(index - 1);
        String label = before.equals("=") || before.equals(":") ? first.text(index - 2) : "";
        String named = NAMED.getOrDefault(label.toLowerCase(Locale.ROOT), "");
        switch (piece.type()) {
            case "m", "n", "c", "v" -> {
                return piece.type();
            }
            case "t" -> {
                return used.contains("t") || used.contains("m") ? "s" : "t";
            }
            case "r", "h" -> {
                return piece.type();
            }
            default -> {}
        }
        if (next.equals("=")) {
            return "";
        }
        if (!named.isEmpty() && !used.contains(named)) {
            return named;
        }
        return piece.type().equals("num") ? number(index) : word(index);
    }

    private String number(int index) {
        boolean large = false;
        boolean varies = false;
        boolean zero = false;
        boolean states = true;
        boolean success = false;
        String firstText = first.text(index);
        for (LineHead head : heads) {
            String text = head.text(index);
            states &= text.length() == 5;
            success |= text.equals("00000");
            large |= text.length() > 10 || text.startsWith("-");
            zero |= text.equals("0");
            varies |= !text.equals(firstText);
        }
        if (large) {
            return "Q";
        }
        if (states && success && !used.contains("e")) {
            return "e";
        }
        if (!varies && first.text(index - 1).equals("-")) {
            return "";
        }
        boolean counts = countsLines(index);
        if (!counts && !zero && !used.contains("p") && mayBeProcess(index)) {
            return "p";
        }
        return counts || (!zero && !used.contains("l")) ? "l" : "x";
    }

    private boolean countsLines(int index) {
        LineNumbers numbers = new LineNumbers();
        int line = -1;
        for (LineHead head : heads) {
            numbers.add(head.number(index), head.part() && head.line() == line + 1);
            line = head.line();
        }
        return numbers.count();
    }

    /** Where the line names the session, the process number is in that. */
    private boolean mayBeProcess(int index) {
        for (LineHead head : heads) {
            for (LineHead.Piece piece : head.pieces()) {
                if (piece.type().equals("c")
                        && Long.parseLong(piece.text().substring(piece.text().indexOf('.') + 1), 16)
                                != head.number(index)) {
                    return false;
                }
            }
        }
        return true;
    }

    private String word(int index) {
        Map<String, Integer> votes = new HashMap<>();
        Set<String> values = new LinkedHashSet<>();
        int states = 0;
        for (LineHead head : heads) {
            String text = head.text(index);
            values.add(text);
            states += STATE.matcher(text).matches() ? 1 : 0;
            head.letIn().ifPresent(session -> {
                vote(votes, "u", text, session.user());
                vote(votes, "d", text, session.database());
                vote(votes, "a", text, session.application());
            });
        }
        String before = first.text(index - 1);
        String next = first.text(index + 1);
        if (next.equals("@") && !used.contains("u")) {
            return votes.getOrDefault("d", 0) > votes.getOrDefault("u", 0) ? "d" : "u";
        }
        if (before.equals("@")) {
            return used.contains("d") ? "u" : "d";
        }
        Optional<String> best = votes.entrySet().stream()
                .filter(vote -> !used.contains(vote.getKey()))
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey);
        if (best.isPresent()) {
            return best.get();
        }
        if (states == heads.size() && values.contains("00000")) {
            return "e";
        }
        // When a session is let in, its application has not spoken yet.
        if (values.equals(Set.of("[unknown]"))
                && !used.contains("a")
                && heads.stream().allMatch(head -> head.letIn().isPresent())) {
            return "a";
        }
        boolean tags = values.stream().anyMatch(value -> TAGS.contains(value));
        if (!tags && !used.contains("a") && (used.contains("u") || used.contains("d"))) {
            return "a";
        }
        return values.size() > 1 || values.contains("[unknown]") ? "i" : "";
    }

    private static void vote(Map<String, Integer> votes, String escape, String text, String value) {
        if (text.equals(value)) {
            votes.merge(escape, 1, Integer::sum);
        }
    }
}
