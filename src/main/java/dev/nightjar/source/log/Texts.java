package dev.nightjar.source.log;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How much text of a log is kept, and what of a message is safe to keep. */
final class Texts {
    /** Characters of a canonical text that are kept; the fingerprint covers all of it. */
    static final int LONGEST = 10_000;

    private static final int LONGEST_PATTERN = 300;
    private static final Pattern POSITION = Pattern.compile(" at character \\d+$");
    private static final Pattern BLANKS = Pattern.compile("[\\t\\r\\n]+[\\t ]*");

    private Texts() {}

    /** How a duration starts in the languages that the server speaks; such a log cannot be read further. */
    static List<byte[]> foreignDurations() {
        return Stream.of(
                        "Dauer: ",
                        "durée : ",
                        "duración: ",
                        "durata: ",
                        "duração: ",
                        "продолжительность: ",
                        "czas trwania: ",
                        "varaktighet: ",
                        "期間: ",
                        "실행시간: ",
                        "执行时间: ",
                        "süre: ")
                .map(word -> word.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    static String shortened(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end) + " ...";
    }

    /**
     * A message without the values in it: digits become {@code N}, and what is quoted becomes {@code "…"} unless the
     * word before says that it is the name of an object.
     */
    static String pattern(String message) {
        // Plain logs add the position of an error to its message; other formats have a field for it.
        String whole =
                BLANKS.matcher(POSITION.matcher(message).replaceFirst("")).replaceAll(" ");
        String line = whole.length() > LONGEST_PATTERN ? whole.substring(0, LONGEST_PATTERN) : whole;
        StringBuilder out = new StringBuilder(line.length());
        int i = 0;
        while (i < line.length()) {
            char c = line.charAt(i);
            if (c == '"') {
                int close = line.indexOf('"', i + 1);
                boolean name = close >= 0 && namesObject(out);
                // A value may hold quotes of its own, so it goes on to the last one.
                int end = name ? close + 1 : close < 0 ? line.length() : line.lastIndexOf('"') + 1;
                out.append(name ? line.substring(i, end) : "\"…\"");
                i = end;
            } else if (c == '\'' || c == '$') {
                int last = line.lastIndexOf(c);
                i = last > i ? last + 1 : line.length();
                out.append('…');
            } else if (Character.isDigit(c)) {
                while (i < line.length() && (Character.isDigit(line.charAt(i)) || line.charAt(i) == '.')) {
                    i++;
                }
                out.append('N');
            } else {
                out.append(c);
                i++;
            }
        }
        return out.toString();
    }

    private static boolean namesObject(StringBuilder before) {
        int end = before.length();
        while (end > 0 && before.charAt(end - 1) == ' ') {
            end--;
        }
        int start = end;
        while (start > 0 && Character.isLetter(before.charAt(start - 1))) {
            start--;
        }
        return switch (before.substring(start, end)) {
            case "relation",
                    "table",
                    "column",
                    "constraint",
                    "index",
                    "database",
                    "schema",
                    "role",
                    "user",
                    "function",
                    "sequence",
                    "type",
                    "view",
                    "extension",
                    "parameter",
                    "cursor",
                    "trigger",
                    "tablespace",
                    "slot",
                    "partition" -> true;
            default -> false;
        };
    }
}
