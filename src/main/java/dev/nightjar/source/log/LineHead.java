package dev.nightjar.source.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the severity of a line, cut into typed pieces: times, numbers, addresses, words, and what is between
 * them.
 *
 * @param line its number
 * @param part whether it is a DETAIL or the like of the line before
 * @param message what stands behind the severity
 */
record LineHead(int line, boolean part, List<Piece> pieces, String message) {
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
    private static final Pattern LET_IN = Pattern.compile(
            "connection authorized: user=(.*?)(?: database=(.*?))?(?: application_name=(.*?))?(?: SSL.*)?$");
    private static final Pattern REST_OF_WORD = Pattern.compile("[^\\s\\[\\]()=,:@|/;<>\"'{}-]*");

    private static final int LONGEST = 400;
    private static final List<String> TYPES = List.of("m", "t", "n", "c", "r", "h", "v", "num", "word");

    private static final Set<String> PARTS = Set.of("DETAIL", "HINT", "QUERY", "CONTEXT", "STATEMENT");

    /**
     * A piece of a head.
     *
     * @param type as escapes are called where only one prints such text, else {@code num}, {@code word} or {@code sep}
     * @param padding as its escape has it, empty if it has none
     */
    record Piece(String type, String text, String padding) {
        boolean isSeparator() {
            return type.equals("sep");
        }
    }

    /** What "connection authorized" says of a session; a name that it does not tell is empty. */
    record LetIn(String user, String database, String application) {}

    /**
     * The head of a line.
     *
     * @param names of the sessions in the log: each is one piece, and what is written as a severity in one is none
     * @param passed how many severities to pass over before the one that ends the head: a name that nobody told may hold
     *     one
     */
    static Optional<LineHead> of(String line, int number, List<String> names, int passed) {
        Matcher severity = SEVERITY.matcher(line);
        List<Integer> starts = new ArrayList<>();
        while (severity.find() && severity.start() <= LONGEST) {
            if (isInName(line, severity.start(), severity.end(), names)) {
                continue;
            }
            if (starts.size() == passed) {
                List<Piece> pieces = pieces(line, severity.start(), names, starts);
                boolean part = PARTS.contains(severity.group(1));
                return Optional.of(new LineHead(number, part, pieces, line.substring(severity.end())));
            }
            starts.add(severity.start());
        }
        return Optional.empty();
    }

    private static boolean isInName(String line, int from, int to, List<String> names) {
        return names.stream().filter(name -> name.length() >= to - from).anyMatch(name -> {
            int at = line.lastIndexOf(name, from);
            return at >= 0 && at + name.length() >= to;
        });
    }

    private static List<Piece> pieces(String line, int end, List<String> names, List<Integer> severities) {
        List<Piece> pieces = new ArrayList<>();
        String head = line.substring(0, end);
        Matcher piece = PIECE.matcher(head).useTransparentBounds(true);
        int at = 0;
        while (at < end) {
            Optional<String> name = severities.contains(at) ? nameWithSeverity(head, at) : nameAt(head, at, names);
            if (name.isPresent()) {
                pieces.add(new Piece("word", name.get(), ""));
            } else if (piece.region(at, end).lookingAt()) {
                pieces.add(new Piece(type(piece), piece.group(), ""));
            }
            at += pieces.get(pieces.size() - 1).text.length();
        }
        return pieces;
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

    /** What is written as a severity, and the word behind it. */
    private static Optional<String> nameWithSeverity(String head, int at) {
        int blanks = head.indexOf(":  ", at) + 3;
        Matcher rest = REST_OF_WORD.matcher(head).region(Math.min(blanks, head.length()), head.length());
        return rest.lookingAt() ? Optional.of(head.substring(at, rest.end())) : Optional.empty();
    }

    /** Types and separators: heads of one shape are of one prefix. */
    String shape() {
        StringBuilder shape = new StringBuilder();
        for (Piece piece : pieces) {
            shape.append(piece.isSeparator() ? piece.text : "<" + piece.type + ">");
        }
        return shape.toString();
    }

    /** The text of a piece, empty where there is none. */
    String text(int index) {
        return index < 0 || index >= pieces.size() ? "" : pieces.get(index).text;
    }

    long number(int index) {
        return Long.parseLong(text(index));
    }

    /** Who was let in, if the line says that somebody was. */
    Optional<LetIn> letIn() {
        Matcher found = LET_IN.matcher(message);
        return found.find()
                ? Optional.of(new LetIn(found.group(1), orEmpty(found.group(2)), orEmpty(found.group(3))))
                : Optional.empty();
    }

    private static String orEmpty(@Nullable String group) {
        return group == null ? "" : group;
    }
}
