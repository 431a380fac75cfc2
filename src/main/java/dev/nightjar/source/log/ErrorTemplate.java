package dev.nightjar.source.log;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server's wording of a message.
 *
 * @param source a line of {@code error-templates.txt}
 * @param pattern whose groups are the names in a message
 * @param parts fixed text and, after each but the last, "name" where a name follows or nothing
 */
record ErrorTemplate(String source, Pattern pattern, List<String> parts) {
    private static final Pattern PLACE = Pattern.compile("\\{[nwftch#]}|(?<=[ \"])\\*(?=[ \"]|$)");
    private static final String WORD = "[A-Za-z_][\\w$.]{0,129}";
    private static final String TYPE =
            WORD + "(?: varying| precision)?(?:\\(\\d+(?:,\\d+)?\\))?(?: with(?:out)? time zone)?(?:\\[])?";

    static ErrorTemplate of(String source) {
        StringBuilder regex = new StringBuilder();
        List<String> parts = new ArrayList<>();
        Matcher place = PLACE.matcher(source);
        int at = 0;
        while (place.find()) {
            String fixed = source.substring(at, place.start());
            regex.append(Pattern.quote(fixed));
            String kind = place.group();
            boolean hidden = kind.equals("*") || kind.equals("{#}");
            regex.append(
                    switch (kind) {
                        case "{n}" -> "([^\"]{1,130})";
                        case "{w}" -> "(" + WORD + ")";
                        case "{t}" -> "(" + TYPE + ")";
                        case "{f}" -> "([\\w$., \\[\\]()<>=~!@#%^&|?+*/-]{1,250})";
                        case "{c}" -> "([A-Z][A-Z ]{1,60})";
                        case "{h}" -> "([0-9A-Z]{1,24})";
                        case "{#}" -> "\\d+";
                        default -> ".*";
                    });
            parts.add(hidden ? fixed + (kind.equals("*") ? ErrorTexts.HIDDEN : "N") : fixed);
            parts.add(hidden ? "" : "name");
            at = place.end();
        }
        regex.append(Pattern.quote(source.substring(at)));
        parts.add(source.substring(at));
        return new ErrorTemplate(source, Pattern.compile(regex.toString(), Pattern.DOTALL), parts);
    }

    String fill(Matcher matcher) {
        StringBuilder out = new StringBuilder();
        int group = 1;
        for (int i = 0; i + 1 < parts.size(); i += 2) {
            out.append(parts.get(i));
            if (!parts.get(i + 1).isEmpty()) {
                out.append(matcher.group(group++));
            }
        }
        return out.append(parts.get(parts.size() - 1)).toString();
    }
}
