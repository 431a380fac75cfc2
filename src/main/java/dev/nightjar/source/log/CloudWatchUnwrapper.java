package dev.nightjar.source.log;

/**
 * An ISO time, and perhaps the name of the stream, before each plain line ({@code aws logs tail}), or JSON with
 * {@code events[].message}. Built from its documentation; no real sample was seen.
 */
final class CloudWatchUnwrapper implements Unwrapper {
    private final JsonUnwrapper json = new JsonUnwrapper();

    @Override
    public void unwrap(byte[] bytes, int from, int to, PlainLines out, Passed passed) {
        if (from < to && (bytes[from] == '{' || bytes[from] == '[')) {
            json.unwrap(bytes, from, to, out, passed);
            return;
        }
        int at = from;
        while (at < to) {
            int newline = ByteSearch.find(bytes, at, to, (byte) '\n');
            int start = lineStart(bytes, at, newline);
            out.start(Math.min(to, newline + 1) - at);
            out.write(bytes, start, newline);
            out.write('\n');
            at = newline + 1;
        }
    }

    /** After the ISO time; the server's own line begins with a date again. */
    private static int lineStart(byte[] bytes, int at, int newline) {
        if (newline - at <= 20 || bytes[at + 4] != '-' || bytes[at + 10] != 'T') {
            return at;
        }
        int text = afterBlanks(bytes, afterWord(bytes, at, newline), newline);
        if (text < newline && bytes[text] == '\t') {
            // What goes on with the line before, and may look like an entry there.
            return text;
        }
        int second = afterBlanks(bytes, afterWord(bytes, text, newline), newline);
        return isDate(bytes, second, newline) && !isDate(bytes, text, newline) ? second : text;
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
