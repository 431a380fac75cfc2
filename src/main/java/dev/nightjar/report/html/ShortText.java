package dev.nightjar.report.html;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of a statement by which a person recognises it. */
final class ShortText {
    private static final int LENGTH = 110;
    private static final Pattern SELECT_LIST =
            Pattern.compile("(?is)^(select\\s+(?:distinct\\s+)?)(.{24,}?)(\\sfrom\\s)");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private ShortText() {}

    static String of(String statement) {
        return of(statement, LENGTH);
    }

    /** On one line, the select list left out when it is long, and cut at a length. */
    static String of(String statement, int length) {
        String line = SPACE.matcher(statement.strip()).replaceAll(" ");
        if (line.length() > length) {
            Matcher list = SELECT_LIST.matcher(line);
            if (list.find()) {
                line = list.group(1) + "…" + list.group(3) + line.substring(list.end());
            }
        }
        if (line.length() <= length) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(length - 1)) ? length - 1 : length;
        return line.substring(0, end) + "…";
    }
}
