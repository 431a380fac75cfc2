package dev.nightjar.source.log;

import dev.nightjar.sql.XxHash64;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One log, what identifies it, and where to go on in it. Follows the reading, to make positions. */
final class LogPlace {
    final LogSource source;
    final String file;
    private byte[] head;
    private byte[] tail;
    private long offset;

    private LogPlace(LogSource source, String file, byte[] head, byte[] tail, long offset) {
        this.source = source;
        this.file = file;
        this.head = head;
        this.tail = tail;
        this.offset = offset;
    }

    /**
     * Finds the place in a log.
     *
     * @param known positions stored earlier
     * @param taken identities that other logs of this run have; a copy of one of them gives nothing
     */
    static Optional<LogPlace> find(LogSource source, List<LogPosition> known, Set<String> taken) throws IOException {
        byte[] head = read(source, 0, LogPosition.PROBE);
        if (head.length == 0) {
            return Optional.empty();
        }
        Optional<LogPlace> best = Optional.empty();
        boolean isBehind = false;
        for (LogPosition position : known) {
            if (position.startsLike(head) && (best.isEmpty() || best.get().offset < position.offset())) {
                byte[] tail = read(source, position.offset() - position.tailLength(), position.tailLength());
                if (position.endsLike(tail)) {
                    best = Optional.of(new LogPlace(source, position.file(), head, tail, position.offset()));
                }
                isBehind |= tail.length < position.tailLength();
            }
        }
        if (best.isEmpty() && isBehind) {
            // A copy of a log that has grown since, and was read further than the copy goes.
            return Optional.empty();
        }
        LogPlace place = best.orElseGet(() -> new LogPlace(source, freshKey(head, known), head, new byte[0], 0));
        return taken.add(place.file) ? Optional.of(place) : Optional.empty();
    }

    /** A log that starts like another one, but is not it, gets a key of its own. */
    private static String freshKey(byte[] head, List<LogPosition> known) {
        String key = LogPosition.key(head);
        String fresh = key;
        int number = 2;
        while (isKnown(fresh, known)) {
            fresh = key + '-' + number++;
        }
        return fresh;
    }

    private static boolean isKnown(String key, List<LogPosition> known) {
        return known.stream().anyMatch(position -> position.file().equals(key));
    }

    private static byte[] read(LogSource source, long offset, int length) throws IOException {
        try (InputStream in = source.open(offset)) {
            return in.readNBytes(length);
        }
    }

    byte[] head() {
        return head;
    }

    long offset() {
        return offset;
    }

    /** Goes on by a segment, which may lie further on where an entry was too long to be read. */
    void advance(long segmentOffset, byte[] bytes, int length) {
        if (segmentOffset != offset) {
            offset = segmentOffset;
            tail = new byte[0];
        }
        int keep = Math.min(LogPosition.PROBE, length);
        byte[] more = Arrays.copyOfRange(bytes, length - keep, length);
        if (keep < LogPosition.PROBE && tail.length > 0) {
            int old = Math.min(tail.length, LogPosition.PROBE - keep);
            byte[] joined = Arrays.copyOfRange(tail, tail.length - old, tail.length + keep);
            System.arraycopy(more, 0, joined, old, keep);
            more = joined;
        }
        tail = more;
        if (head.length < LogPosition.PROBE && offset + length > head.length) {
            growHead(bytes, length);
        }
        offset += length;
    }

    /** The log was shorter when its head was read. */
    private void growHead(byte[] bytes, int length) {
        int from = (int) (head.length - offset);
        if (from >= 0) {
            int more = Math.min(LogPosition.PROBE - head.length, length - from);
            byte[] longer = Arrays.copyOf(head, head.length + more);
            System.arraycopy(bytes, from, longer, head.length, more);
            head = longer;
        }
    }

    LogPosition position(long lastMicros, long sequence, byte[] sessions) {
        int headLength = (int) Math.min(head.length, Math.max(1, offset));
        return new LogPosition(
                file,
                source.name(),
                XxHash64.hash(head, 0, headLength),
                headLength,
                offset,
                XxHash64.hash(tail, 0, tail.length),
                tail.length,
                lastMicros,
                sequence,
                sessions);
    }
}
