package dev.nightjar.source.log;

import dev.nightjar.source.log.bytes.ByteSearch;
import java.util.HashSet;
import java.util.Set;

/**
 * Cuts before a line that is the first part of a record, where no record of another process is in the middle of its
 * parts.
 */
final class SyslogBorders implements BorderFinder {
    /** Lines at the end of what was read so far within which a record of any process may be in the middle of its parts. */
    private static final int UNSETTLED = 16;

    private final SyslogHead head = new SyslogHead();

    /** A record of a process; machines that log to one place have processes of the same number. */
    private record Part(String host, int pid, long record) {}

    @Override
    public int firstBorder(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            at = ByteSearch.find(bytes, at, to, (byte) '\n') + 1;
            if (at < to && read(bytes, at, to) && head.part == 1) {
                return at;
            }
        }
        return -1;
    }

    @Override
    public int endOfComplete(byte[] bytes, int from, int to) {
        return lastBorder(bytes, from, to);
    }

    /** Walks back by lines until each part that was seen has its first one behind the border. */
    @Override
    public int lastBorder(byte[] bytes, int from, int to) {
        Set<Part> begunBefore = new HashSet<>();
        int best = from;
        int seen = 0;
        int end = to;
        while (end > from) {
            int start = LineBorders.afterLastLine(bytes, from, end);
            if (start < to && read(bytes, start, to)) {
                seen++;
                Part part = new Part(head.host, head.pid, head.record);
                if (head.part > 1) {
                    begunBefore.add(part);
                } else {
                    begunBefore.remove(part);
                    if (seen >= UNSETTLED && begunBefore.isEmpty()) {
                        return start;
                    }
                    best = seen >= UNSETTLED && best == from ? start : best;
                }
            }
            end = start - 1;
        }
        return begunBefore.isEmpty() ? from : best;
    }

    private boolean read(byte[] bytes, int at, int to) {
        return head.read(bytes, at, ByteSearch.find(bytes, at, to, (byte) '\n'));
    }
}
