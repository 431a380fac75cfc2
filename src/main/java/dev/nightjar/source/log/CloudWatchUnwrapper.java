package dev.nightjar.source.log;

import java.io.ByteArrayOutputStream;

/** An ISO time before each plain line. Built from documentation, not from logs that a server here wrote. */
final class CloudWatchUnwrapper implements Unwrapper {
    private final JsonUnwrapper json = new JsonUnwrapper();

    @Override
    public long unwrap(byte[] bytes, int from, int to, ByteArrayOutputStream out) {
        if (from < to && (bytes[from] == '{' || bytes[from] == '[')) {
            return json.unwrap(bytes, from, to, out);
        }
        int at = from;
        while (at < to) {
            int newline = ByteSearch.find(bytes, at, to, (byte) '\n');
            int start = at;
            if (newline - at > 20 && bytes[at + 4] == '-' && bytes[at + 10] == 'T') {
                while (start < newline && bytes[start] != ' ' && bytes[start] != '\t') {
                    start++;
                }
                start = Math.min(newline, start + 1);
            }
            out.write(bytes, start, newline - start);
            out.write('\n');
            at = newline + 1;
        }
        return 0;
    }
}
