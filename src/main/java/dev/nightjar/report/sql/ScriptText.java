package dev.nightjar.report.sql;

import java.util.Locale;

/** Lines of a script. Whatever names hold, a comment ends with its line. */
final class ScriptText {
    private final StringBuilder text = new StringBuilder(4096);

    /** A comment of one line. */
    void comment(String words) {
        text.append("-- ").append(oneLine(words)).append('\n');
    }

    /** A statement that is not to run: every line of it is a comment. */
    void commentedOut(String statement) {
        statement.lines().forEach(this::comment);
    }

    /** As it is. */
    void line(String line) {
        text.append(line).append('\n');
    }

    /** One line of prose in a text file. */
    void plain(String words) {
        text.append(oneLine(words)).append('\n');
    }

    void blank() {
        text.append('\n');
    }

    /** Line breaks of every kind, and characters that reorder or hide text, are shown as their code. */
    static String oneLine(String words) {
        StringBuilder line = new StringBuilder(words.length());
        words.codePoints().forEach(c -> {
            int type = Character.getType(c);
            boolean breaks = type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
            if (c == '\n' || c == '\t') {
                line.append(' ');
            } else if (breaks || Character.isISOControl(c) || type == Character.FORMAT || type == Character.SURROGATE) {
                line.append(String.format(Locale.ROOT, "<U+%04X>", c));
            } else {
                line.appendCodePoint(c);
            }
        });
        return line.toString();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
