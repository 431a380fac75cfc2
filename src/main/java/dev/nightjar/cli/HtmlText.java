package dev.nightjar.cli;

import java.util.Locale;
import java.util.regex.Pattern;

/** Text of a log as HTML: escaped, and what would reorder or hide its neighbours shown as its code. */
final class HtmlText {
    private static final Pattern KEYWORD = Pattern.compile(
            "(?<![\\w$.\"&#;])(?:select|from|where|insert into|update|delete from|set|values"
                    + "|(?:left |right |full |inner |cross )?join|on|group by|order by|having|limit|offset|union(?: all)?|with|and|or"
                    + "|returning|create|alter|drop|truncate|copy|begin|commit|rollback|vacuum|analyze|execute|merge into)(?![\\w$.\"(&])");

    private HtmlText() {}

    static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> {
                    if (misleads(c)) {
                        out.append(String.format(Locale.ROOT, "‹U+%04X›", c));
                    } else {
                        out.appendCodePoint(c);
                    }
                }
            }
        });
        return out.toString();
    }

    /** A statement with its keywords set off. */
    static String statement(String sql) {
        return KEYWORD.matcher(escaped(sql)).replaceAll("<b>$0</b>");
    }

    private static boolean misleads(int c) {
        boolean control = Character.isISOControl(c) && c != '\n' && c != '\t';
        boolean bidirectional =
                (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f;
        boolean separator = c == 0x2028 || c == 0x2029;
        return control || bidirectional || separator || (c >= 0xd800 && c <= 0xdfff) || (c & 0xfffe) == 0xfffe;
    }
}
