package dev.nightjar.source.redis;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reduces a key to what its name says of its kind: parts that vary or may tell of a person become {@code *}. */
final class KeyPattern {
    private static final int LONGEST_PART = 32;
    private static final int LONGEST_KEY = 200;
    private static final Pattern SEPARATOR = Pattern.compile("[:/|#{}\\[\\]]");
    private static final Pattern HEX = Pattern.compile("(?=.*[0-9])[0-9a-fA-F-]{8,}");
    private static final Pattern TOKEN = Pattern.compile("(?=.*[0-9])(?=.*[A-Z])(?=.*[a-z])[A-Za-z0-9+_=-]{12,}");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.\\-*?]*");

    private KeyPattern() {}

    static String of(String key) {
        String text = key.length() > LONGEST_KEY ? key.substring(0, LONGEST_KEY) + "*" : key;
        Matcher separator = SEPARATOR.matcher(text);
        StringBuilder pattern = new StringBuilder();
        int from = 0;
        while (separator.find()) {
            pattern.append(part(text.substring(from, separator.start()))).append(separator.group());
            from = separator.end();
        }
        return pattern.append(part(text.substring(from))).toString();
    }

    private static String part(String part) {
        if (part.length() > LONGEST_PART
                || HEX.matcher(part).matches()
                || TOKEN.matcher(part).matches()
                || !PLAIN.matcher(part).matches()) {
            return "*";
        }
        return part.replaceAll("[0-9]+", "*").replaceAll("\\*+", "*");
    }
}
