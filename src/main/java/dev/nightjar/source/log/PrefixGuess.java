package dev.nightjar.source.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes up a {@code log_line_prefix} from the heads of lines: cuts them into typed pieces, takes the shape that most
 * lines have, and names its holes by what stands before them ({@code user=}), by their type, or by what
 * "connection authorized" messages say of the session.
 */
final class PrefixGuess {
    private static final Pattern SEVERITY = Pattern.compile(
            "(?<![A-Za-z])(DEBUG[1-5]?|LOG|INFO|NOTICE|WARNING|ERROR|FATAL|PANIC|DETAIL|HINT|QUERY|CONTEXT|STATEMENT"
                    + "|FEHLER|WARNUNG|HINWEIS|ANWEISUNG|ZUSAMMENHANG|TIPP|ERREUR|ATTENTION|INSTRUCTION|ASTUCE|CONTEXTE"
                    + "|SENTENCIA|ADVERTENCIA|DETALLE|CONTEXTO|ISTRUZIONE|ERRORE|ERRO|COMANDO|DICA):  ");
    private static final String ZONE = " (?:[A-Z]{1,5}|[+-]\\d\\d(?::?\\d\\d)?)(?![A-Za-z0-9])";
    private static final Pattern PIECE =
            Pattern.compile("(?<m>\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3}" + ZONE
                    + ")|(?<t>\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d" + ZONE + ")|(?<n>\\b\\d{10}\\.\\d{3}\\b)"
                    + "|(?<c>\\b[0-9a-f]{8}\\.[0-9a-f]{1,8}\\b)|(?<r>(?:\\d+\\.\\d+\\.\\d+\\.\\d+|[\\w.-]+)\\(\\d+\\)|\\[local\\])"
                    + "|(?<h>\\b\\d+\\.\\d+\\.\\d+\\.\\d+\\b)|(?<v>\\b\\d+/\\d+\\b)|(?<num>(?:(?<![\\w\\])])-)?\\b\\d+\\b)"
                    + "|(?<word>\\[unknown\\]|[^\\s\\[\\]()=,:@|/;<>\"'{}-]+)|(?<sep>.)");
    private static final Pattern AUTHORIZED = Pattern.compile(
            "connection authorized: user=(.*?)(?: database=(.*?))?(?: application_name=(.*?))?(?: SSL.*)?$");
    private static final Pattern STATE = Pattern.compile("[0-9A-Z]{5}");

    private static final List<String> TYPES = List.of("m", "t", "n", "c", "r", "h", "v", "num", "word");

    private static final Set<String> PARTS = Set.of("DETAIL", "HINT", "QUERY", "CONTEXT", "STATEMENT");

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

    /**
     * A piece of a head.
     *
     * @param padding as its escape has it, empty if it has none
     */
    record Piece(String type, String text, String padding) {}

    /**
     * The head of a line.
     *
     * @param line its number
     * @param part whether it is a DETAIL or the like of the line before
     */
    record Head(int line, boolean part, List<Piece> pieces, String message) {
        String shape() {
            StringBuilder shape = new StringBuilder();
            for (Piece piece : pieces) {
                shape.append(piece.type.equals("sep") ? piece.text : "<" + piece.type + ">");
            }
            return shape.toString();
        }
    }

    private PrefixGuess() {}

    /**
     * @param names of the sessions in the lines: each is one piece of a head
     * @param known escapes that something else tells, so that no hole is one of them
     */
    static Set<String> guesses(List<String> lines, List<String> names, Set<String> known) {
        List<Head> heads = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            head(lines.get(i), i, names).ifPresent(heads::add);
        }
        Set<String> guesses = new LinkedHashSet<>();
        List<Head> unpadded = new ArrayList<>();
        for (List<Head> alike : by(heads, PrefixPadding::unspaced)) {
            unpadded.addAll(PrefixPadding.unpadded(alike).orElse(alike));
        }
        if (!unpadded.equals(heads)) {
            guesses.addAll(guesses(by(unpadded, Head::shape), known));
        }
        guesses.addAll(guesses(by(heads, Head::shape), known));
        return guesses;
    }

    /** The heads in groups, the largest first. */
    private static List<List<Head>> by(List<Head> heads, Function<Head, String> shape) {
        Map<String, List<Head>> byShape = new LinkedHashMap<>();
        heads.forEach(head -> byShape.computeIfAbsent(shape.apply(head), key -> new ArrayList<>())
                .add(head));
        List<List<Head>> shapes = new ArrayList<>(byShape.values());
        shapes.sort((a, b) -> Integer.compare(b.size(), a.size()));
        return shapes;
    }

    private static Set<String> guesses(List<List<Head>> shapes, Set<String> known) {
        Set<String> guesses = new LinkedHashSet<>();
        for (List<Head> main : mainShapes(shapes)) {
            guesses.add(prefix(main, -1, known));
            for (List<Head> other : shapes) {
                int stop = commonStart(main.get(0), other.get(0));
                if (stop >= 0) {
                    guesses.add(prefix(main, stop, known));
                }
            }
        }
        return guesses;
    }

    /**
     * The most frequent shapes, and those of sessions that began: where every busy session has blanks or brackets in
     * its names, the names of an idle one show the prefix.
     */
    private static Set<List<Head>> mainShapes(List<List<Head>> shapes) {
        Set<List<Head>> main = new LinkedHashSet<>(shapes.subList(0, Math.min(4, shapes.size())));
        for (List<Head> shape : shapes) {
            List<Head> beginning =
                    shape.stream().filter(head -> isBeginning(head.message)).toList();
            if (!beginning.isEmpty() && main.size() < 10) {
                main.add(beginning);
            }
        }
        return main;
    }

    private static boolean isBeginning(String message) {
        return AUTHORIZED.matcher(message).find();
    }

    private static Optional<Head> head(String line, int number, List<String> names) {
        Matcher severity = SEVERITY.matcher(line);
        if (!severity.find() || severity.start() > 400) {
            return Optional.empty();
        }
        List<Piece> pieces = new ArrayList<>();
        String head = line.substring(0, severity.start());
        Matcher piece = PIECE.matcher(head).useTransparentBounds(true);
        int at = 0;
        while (at < head.length()) {
            Optional<String> name = nameAt(head, at, names);
            if (name.isPresent()) {
                pieces.add(new Piece("word", name.get(), ""));
            } else if (piece.region(at, head.length()).lookingAt()) {
                pieces.add(new Piece(type(piece), piece.group(), ""));
            }
            at += pieces.get(pieces.size() - 1).text.length();
        }
        boolean part = PARTS.contains(severity.group(1));
        return Optional.of(new Head(number, part, pieces, line.substring(severity.end())));
    }

    private static String type(Matcher piece) {
        return TYPES.stream()
                .filter(type -> piece.group(type) != null)
                .findFirst()
                .orElse("sep");
    }

    private static Optional<String> nameAt(String head, int at, List<String> names) {
        return names.stream()
                .filter(name -> head.startsWith(name, at)
                        && (at == 0 || !Character.isLetterOrDigit(head.charAt(at - 1)))
                        && (at + name.length() == head.length()
                                || !Character.isLetterOrDigit(head.charAt(at + name.length()))))
                .findFirst();
    }

    /** Number of pieces after which the shorter head ends, if it is how the longer one starts; else -1. */
    private static int commonStart(Head longer, Head shorter) {
        int size = shorter.pieces.size();
        if (size >= longer.pieces.size()) {
            return -1;
        }
        for (int i = 0; i < size; i++) {
            Piece one = longer.pieces.get(i);
            Piece other = shorter.pieces.get(i);
            if (!one.type.equals(other.type) || (one.type.equals("sep") && !one.text.equals(other.text))) {
                return -1;
            }
        }
        return size;
    }

    private static String prefix(List<Head> heads, int stop, Set<String> known) {
        StringBuilder prefix = new StringBuilder();
        Set<String> used = new LinkedHashSet<>(known);
        Head first = heads.get(0);
        for (int i = 0; i < first.pieces.size(); i++) {
            if (i == stop) {
                prefix.append("%q");
            }
            Piece piece = first.pieces.get(i);
            if (piece.type.equals("sep")) {
                prefix.append(piece.text.equals("%") ? "%%" : piece.text);
                continue;
            }
            String escape = escape(heads, i, used);
            if (escape.isEmpty()) {
                prefix.append(piece.text.replace("%", "%%"));
            } else {
                prefix.append('%').append(piece.padding).append(escape);
                used.add(escape);
            }
        }
        return prefix.toString();
    }

    /** The escape of a hole, empty where the text is part of the prefix. */
    private static String escape(List<Head> heads, int index, Set<String> used) {
        Piece piece = heads.get(0).pieces.get(index);
        String next = text(heads.get(0), index + 1);
        String before = text(heads.get(0), index - 1);
        String label = before.equals("=") || before.equals(":") ? text(heads.get(0), index - 2) : "";
        String named = NAMED.getOrDefault(label.toLowerCase(Locale.ROOT), "");
        switch (piece.type) {
            case "m", "n", "c", "v" -> {
                return piece.type;
            }
            case "t" -> {
                return used.contains("t") || used.contains("m") ? "s" : "t";
            }
            case "r", "h" -> {
                return piece.type;
            }
            default -> {}
        }
        if (next.equals("=")) {
            return "";
        }
        if (!named.isEmpty() && !used.contains(named)) {
            return named;
        }
        return piece.type.equals("num") ? number(heads, index, used) : word(heads, index, used);
    }

    private static String number(List<Head> heads, int index, Set<String> used) {
        boolean large = false;
        boolean varies = false;
        boolean zero = false;
        boolean states = true;
        boolean success = false;
        String first = heads.get(0).pieces.get(index).text;
        for (Head head : heads) {
            String text = head.pieces.get(index).text;
            states &= text.length() == 5;
            success |= text.equals("00000");
            large |= text.length() > 10 || text.startsWith("-");
            zero |= text.equals("0");
            varies |= !text.equals(first);
        }
        if (large) {
            return "Q";
        }
        if (states && success && !used.contains("e")) {
            return "e";
        }
        if (!varies && text(heads.get(0), index - 1).equals("-")) {
            return "";
        }
        boolean counts = countsLines(heads, index);
        if (!counts && !zero && !used.contains("p") && mayBeProcess(heads, index)) {
            return "p";
        }
        return counts || (!zero && !used.contains("l")) ? "l" : "x";
    }

    /** The server numbers the lines of a session, those of DETAIL and the like with them. */
    private static boolean countsLines(List<Head> heads, int index) {
        int next = 0;
        int same = 0;
        for (int i = 1; i < heads.size(); i++) {
            Head head = heads.get(i);
            Head before = heads.get(i - 1);
            if (head.part && before.line == head.line - 1) {
                long step = number(head, index) - number(before, index);
                next += step == 1 ? 1 : 0;
                same += step == 0 ? 1 : 0;
            }
        }
        return next > same;
    }

    /** Where the line names the session, the process number is in that. */
    private static boolean mayBeProcess(List<Head> heads, int index) {
        for (Head head : heads) {
            for (Piece piece : head.pieces) {
                if (piece.type.equals("c")
                        && Long.parseLong(piece.text.substring(piece.text.indexOf('.') + 1), 16)
                                != number(head, index)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static long number(Head head, int index) {
        return Long.parseLong(head.pieces.get(index).text);
    }

    private static String word(List<Head> heads, int index, Set<String> used) {
        Map<String, Integer> votes = new HashMap<>();
        Set<String> values = new LinkedHashSet<>();
        int states = 0;
        for (Head head : heads) {
            String text = head.pieces.get(index).text;
            values.add(text);
            states += STATE.matcher(text).matches() ? 1 : 0;
            Matcher authorized = AUTHORIZED.matcher(head.message);
            if (authorized.find()) {
                vote(votes, "u", text, authorized.group(1));
                vote(votes, "d", text, authorized.group(2));
                vote(votes, "a", text, authorized.group(3));
            }
        }
        String before = text(heads.get(0), index - 1);
        String next = text(heads.get(0), index + 1);
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
                && heads.stream().allMatch(head -> isBeginning(head.message))) {
            return "a";
        }
        boolean tags = values.stream().anyMatch(value -> TAGS.contains(value));
        if (!tags && !used.contains("a") && (used.contains("u") || used.contains("d"))) {
            return "a";
        }
        return values.size() > 1 || values.contains("[unknown]") ? "i" : "";
    }

    private static void vote(Map<String, Integer> votes, String escape, String text, @Nullable String value) {
        if (text.equals(value)) {
            votes.merge(escape, 1, Integer::sum);
        }
    }

    private static String text(Head head, int index) {
        return index < 0 || index >= head.pieces.size() ? "" : head.pieces.get(index).text;
    }
}
