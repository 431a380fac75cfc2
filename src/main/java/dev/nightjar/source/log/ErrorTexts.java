package dev.nightjar.source.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Messages of warnings and errors without the values in them. Only the server's own wording is shown, from the list of
 * its templates in {@code error-templates.txt}: the names of objects stay where a template has
 * them, values never. Of anything else, and of whatever a program raised, the first words stay as far as the server
 * uses them, too. What is shown is the same in formats that have the SQLSTATE and in those that have not.
 */
final class ErrorTexts {
    private static final int LONGEST = 300;
    static final String HIDDEN = "…";
    private static final Pattern POSITION = Pattern.compile(" at character \\d+$");
    private static final Pattern BLANKS = Pattern.compile("[\\t\\r\\n]+[\\t ]*");

    private static final List<ErrorTemplate> TEMPLATES = templates();

    private static final Set<String> WORDS = TEMPLATES.stream()
            .flatMap(template -> Arrays.stream(template.source().split("[ :,;]+")))
            .filter(word -> word.matches("[A-Za-z]+(?:[-/'][a-z]+)*"))
            .collect(Collectors.toUnmodifiableSet());

    private static final Map<String, List<ErrorTemplate>> BY_WORD = byFirstWord();

    /** Classes of SQLSTATEs that the server uses but for P0, which programs raise; source: errcodes.txt. */
    private static final Set<String> SERVER_CLASSES = Set.of(
            "00", "01", "02", "03", "08", "09", "0A", "0B", "0F", "0L", "0P", "0Z", "10", "20", "21", "22", "23", "24",
            "25", "26", "27", "28", "2B", "2D", "2F", "34", "38", "39", "3B", "3D", "3F", "40", "42", "44", "53", "54",
            "55", "57", "58", "72", "F0", "HV", "XX");

    private ErrorTexts() {}

    private static List<ErrorTemplate> templates() {
        try (InputStream in = ErrorTexts.class.getResourceAsStream("error-templates.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(ErrorTemplate::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What of a message can be shown.
     *
     * @param sqlState empty where the log does not say
     * @param raised whether a program in the database wrote it
     */
    static String shown(String message, String sqlState, boolean raised) {
        String line = BLANKS.matcher(POSITION.matcher(message).replaceFirst("")).replaceAll(" ");
        boolean program = raised || (!sqlState.isEmpty() && !SERVER_CLASSES.contains(sqlState.substring(0, 2)));
        if (!program) {
            for (String word : new String[] {firstWord(line), ""}) {
                for (ErrorTemplate template : BY_WORD.getOrDefault(word, List.of())) {
                    Matcher matcher = template.pattern().matcher(line);
                    if (matcher.matches()) {
                        return shortened(template.fill(matcher));
                    }
                }
            }
        }
        return firstWords(line);
    }

    /** The words that the server's messages have in common with this one, up to the first other one. */
    private static String firstWords(String line) {
        StringBuilder out = new StringBuilder();
        for (String word : line.split(" ", 40)) {
            String bare = word.endsWith(",") ? word.substring(0, word.length() - 1) : word;
            if (!WORDS.contains(bare)) {
                break;
            }
            out.append(word).append(' ');
        }
        return out.length() > 0 && out.toString().trim().length() == line.length()
                ? line
                : out.append(HIDDEN).toString();
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + HIDDEN;
    }

    private static String firstWord(String line) {
        int end = 0;
        while (end < line.length() && Character.isLetter(line.charAt(end))) {
            end++;
        }
        return line.substring(0, end);
    }

    private static Map<String, List<ErrorTemplate>> byFirstWord() {
        Map<String, List<ErrorTemplate>> map = new HashMap<>();
        for (ErrorTemplate template : TEMPLATES) {
            map.computeIfAbsent(firstWord(template.source()), word -> new ArrayList<>())
                    .add(template);
        }
        return map;
    }
}
