package dev.nightjar.source.log;

import dev.nightjar.source.log.bytes.ByteSearch;

/**
 * An ISO time, and perhaps the name of the stream, before each plain line ({@code aws logs tail}). Built from its
 * documentation; no real sample was seen.
 */
final class CloudWatchUnwrapper implements Unwrapper {
    /** Lines of a sample that are looked at. */
    private static final int MOST_LINES = 2000;

    private final boolean streams;

    /**
     * @param streams whether the name of the stream stands before each line
     */
    CloudWatchUnwrapper(boolean streams) {
        this.streams = streams;
    }

    @Override
    public void unwrap(byte[] bytes, int from, int to, PlainLines out, Passed passed) {
        int at = from;
        while (at < to) {
            int newline = ByteSearch.find(bytes, at, to, (byte) '\n');
            int start = isHeaded(bytes, at, newline) ? text(bytes, at, newline) : at;
            out.start(Math.min(to, newline + 1) - at);
            out.write(bytes, start, newline);
            out.write('\n');
            at = newline + 1;
        }
    }

    /**
     * Whether the name of the stream stands before each line, as told by the lines that carry a date of the server: one
     * that goes on with the line before does not show where its text starts.
     */
    static boolean hasStreams(byte[] bytes, int from, int to) {
        int named = 0;
        int plain = 0;
        int at = from;
        for (int line = 0; line < MOST_LINES && at < to; line++) {
            int newline = ByteSearch.find(bytes, at, to, (byte) '\n');
            if (isHeaded(bytes, at, newline)) {
                int first = afterBlanks(bytes, afterWord(bytes, at, newline), newline);
                if (isDate(bytes, first, newline)) {
                    plain++;
                } else if (isDate(bytes, afterName(bytes, first, newline), newline)) {
                    named++;
                }
            }
            at = newline + 1;
        }
        return named > plain;
    }

    private static boolean isHeaded(byte[] bytes, int at, int newline) {
        return newline - at > 18 && bytes[at + 4] == '-' && bytes[at + 10] == 'T' && bytes[at + 13] == ':';
    }

    private int text(byte[] bytes, int at, int newline) {
        int text = afterBlanks(bytes, afterWord(bytes, at, newline), newline);
        return streams ? afterName(bytes, text, newline) : text;
    }

    /** Text at a tab goes on with the line before: no name stands there, and the tab stays. */
    private static int afterName(byte[] bytes, int from, int to) {
        return from < to && bytes[from] == '\t' ? from : afterBlanks(bytes, afterWord(bytes, from, to), to);
    }

    private static int afterWord(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != ' ' && bytes[at] != '\t') {
            at++;
        }
        return at;
    }

    /** One blank or tab: a second tab belongs to a continuation line. */
    private static int afterBlanks(byte[] bytes, int from, int to) {
        int at = Math.min(to, from + 1);
        while (at < to && bytes[at] == ' ') {
            at++;
        }
        return at;
    }

    private static boolean isDate(byte[] bytes, int at, int to) {
        return at + 10 < to && bytes[at + 4] == '-' && bytes[at + 7] == '-' && bytes[at + 10] == ' ';
    }
}
