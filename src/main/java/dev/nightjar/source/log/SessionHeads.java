package dev.nightjar.source.log;

import dev.nightjar.source.log.bytes.ByteSearch;
import java.util.List;

/**
 * Decides where the head of a line ends when it could end at several places, because the name of an application may hold
 * {@code LOG:  } and a message may hold it, too. The other lines tell: all lines of one session share their head, so the
 * longer head is right if several lines have it and none ends where the shorter one does.
 *
 * <p>Looks at one segment only, and at a bounded number of lines' heads per segment; where nothing decides, the nearest
 * end is taken. Not thread-safe.
 */
final class SessionHeads {
    private static final int MOST_LOOKS = 64;

    /** How the messages start that the server writes most. */
    private static final List<byte[]> MESSAGES = List.of(
            ByteSearch.ascii("duration: "),
            ByteSearch.ascii("statement: "),
            ByteSearch.ascii("execute "),
            ByteSearch.ascii("connection "),
            ByteSearch.ascii("disconnection: "),
            ByteSearch.ascii("temporary file: "));

    private final LinePrefix prefix;
    private byte[] bytes = {};
    private int from;
    private int to;
    private int looks;

    /**
     * @param prefix for this class alone: reading a line changes it
     */
    SessionHeads(LinePrefix prefix) {
        this.prefix = prefix;
    }

    /** The lines to look at from here on. */
    void segment(byte[] source, int start, int end) {
        bytes = source;
        from = start;
        to = end;
        looks = 0;
    }

    /**
     * Whether the head of a line goes on to {@code longer} rather than ends at {@code shorter}.
     *
     * @param head where the part starts that all lines of a session share
     * @param lineEnd of the line
     */
    boolean goesOn(int head, int shorter, int longer, int lineEnd) {
        if (head < from || lineEnd > to || ++looks > MOST_LOOKS) {
            return false;
        }
        int lines = 0;
        int at = from;
        while (at < to) {
            int end = ByteSearch.find(bytes, at, to, (byte) '\n');
            int start = bytes[at] == '\t' ? -1 : prefix.sharedHead(bytes, at, end);
            if (start >= 0) {
                if (same(head, longer, start, end) && prefix.endsAt(start + longer - head)) {
                    lines++;
                } else if (same(head, shorter, start, end) && prefix.endsAt(start + shorter - head)) {
                    return false;
                }
            }
            at = end + 1;
        }
        return lines > 1 || (isMessage(longer, lineEnd) && !isMessage(shorter, lineEnd));
    }

    private boolean same(int head, int headEnd, int start, int end) {
        int length = headEnd - head;
        if (start + length > end) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[head + i] != bytes[start + i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether a message that the server writes follows the severity at {@code severity}. */
    private boolean isMessage(int severity, int lineEnd) {
        int text = ByteSearch.find(bytes, severity, lineEnd, (byte) ':') + 3;
        return MESSAGES.stream().anyMatch(message -> ByteSearch.startsWith(bytes, text, lineEnd, message));
    }
}
