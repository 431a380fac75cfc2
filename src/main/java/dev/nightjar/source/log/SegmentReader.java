package dev.nightjar.source.log;

import dev.nightjar.source.log.bytes.ByteSearch;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import java.util.zip.ZipException;

/**
 * Cuts a stream into segments that end at borders between entries. What lies after the last border waits for the next
 * segment. An entry that is longer than {@link LogOptions#LONGEST_ENTRY} is cut; the rest of it is passed over.
 */
final class SegmentReader implements Closeable {
    /** Buffers that are kept to be used again; more than there are workers. */
    private static final int MOST_USED = 16;

    private final InputStream in;
    private final int segmentBytes;
    private final boolean keepUnfinished;
    private final Queue<byte[]> used = new ArrayDeque<>();
    /** Read from the stream to be looked at, and not yet part of a segment. */
    private byte[] ahead = {};

    private int aheadFrom;

    private byte[] carry = {};
    private long offset;
    private boolean ended;
    private boolean passing;
    private long passedBytes;
    private Optional<String> damage = Optional.empty();

    /**
     * @param offset of the stream's first byte in its log
     * @param keepUnfinished whether an entry that is not finished at the end is left for the next time
     */
    SegmentReader(InputStream in, long offset, int segmentBytes, boolean keepUnfinished) {
        this.in = in;
        this.offset = offset;
        this.segmentBytes = segmentBytes;
        this.keepUnfinished = keepUnfinished;
    }

    /** Why the stream ended early, if it did. */
    Optional<String> damage() {
        return damage;
    }

    /** Bytes of entries that were too long, since the last call. */
    long takePassedBytes() {
        long passed = passedBytes;
        passedBytes = 0;
        return passed;
    }

    /** The first bytes, without moving on: to be asked for before the first segment. */
    byte[] head(int length) {
        byte[] longer = Arrays.copyOf(ahead, Math.max(length, ahead.length));
        int count = read(longer, ahead.length);
        ahead = Arrays.copyOf(longer, count);
        return ahead;
    }

    /** Reads to the end without looking at it; tells what it passed over. */
    Rest drain() {
        long count = 0;
        long lines = 0;
        byte[] bytes = buffer(segmentBytes);
        for (int length = fill(bytes, 0); length > 0; length = fill(bytes, 0)) {
            count += length;
            lines += ByteSearch.count(bytes, 0, length, (byte) '\n');
        }
        offset += count;
        return new Rest(Math.max(1, lines), count);
    }

    /** The next segment, empty at the end. */
    Optional<Segment> next(BorderFinder borders) {
        byte[] bytes = buffer(Math.max(segmentBytes, carry.length + segmentBytes / 4));
        System.arraycopy(carry, 0, bytes, 0, carry.length);
        int length = carry.length;
        carry = new byte[0];
        while (true) {
            length = fill(bytes, length);
            if (length == 0) {
                return Optional.empty();
            }
            if (passing) {
                length = pass(borders, bytes, length);
                continue;
            }
            if (isAtEnd()) {
                return last(borders, bytes, length);
            }
            int border = borders.lastBorder(bytes, 0, length);
            if (border > 0) {
                carry = Arrays.copyOfRange(bytes, border, length);
                return segment(bytes, border);
            }
            if (bytes.length >= LogOptions.LONGEST_ENTRY) {
                passing = true;
                return segment(bytes, length);
            }
            bytes = Arrays.copyOf(bytes, Math.min(LogOptions.LONGEST_ENTRY, bytes.length * 2));
        }
    }

    private byte[] buffer(int size) {
        byte[] free = size == segmentBytes ? used.poll() : null;
        return free == null ? new byte[size] : free;
    }

    /** Takes back the bytes of a segment that nobody reads any more. */
    void recycle(Segment segment) {
        if (segment.bytes.length == segmentBytes && used.size() < MOST_USED) {
            used.offer(segment.bytes);
        }
    }

    private Optional<Segment> last(BorderFinder borders, byte[] bytes, int length) {
        int end = keepUnfinished ? borders.endOfComplete(bytes, 0, length) : length;
        carry = Arrays.copyOfRange(bytes, end, length);
        return end == 0 ? Optional.empty() : segment(bytes, end);
    }

    /** What was left at the end, without moving on: an entry that may go on. */
    byte[] unfinished() {
        return carry;
    }

    /** What was left at the end, read as it is. */
    Optional<Segment> takeUnfinished() {
        byte[] rest = carry;
        carry = new byte[0];
        return rest.length == 0 ? Optional.empty() : segment(rest, rest.length);
    }

    private Optional<Segment> segment(byte[] bytes, int length) {
        Segment segment = new Segment(bytes, length, offset);
        offset += length;
        return Optional.of(segment);
    }

    /** Drops the rest of an entry that was too long; gives the number of bytes left. */
    private int pass(BorderFinder borders, byte[] bytes, int length) {
        int border = borders.firstBorder(bytes, 0, length);
        int dropped = border > 0 ? border : length;
        passing = border <= 0 && !isAtEnd();
        passedBytes += dropped;
        offset += dropped;
        System.arraycopy(bytes, dropped, bytes, 0, length - dropped);
        return length - dropped;
    }

    private boolean isAtEnd() {
        return ended && aheadFrom == ahead.length;
    }

    /** Fills a buffer with what was read ahead, then from the stream; gives its length. */
    private int fill(byte[] bytes, int from) {
        int known = Math.min(ahead.length - aheadFrom, bytes.length - from);
        System.arraycopy(ahead, aheadFrom, bytes, from, known);
        aheadFrom += known;
        return read(bytes, from + known);
    }

    private int read(byte[] bytes, int from) {
        int length = from;
        try {
            while (length < bytes.length && !ended) {
                int count = in.read(bytes, length, bytes.length - length);
                if (count < 0) {
                    ended = true;
                } else {
                    length += count;
                }
            }
        } catch (EOFException truncated) {
            ended = true;
            damage = Optional.of("is cut off in the middle of its packed data");
        } catch (ZipException broken) {
            ended = true;
            damage = Optional.of("has damaged packed data (" + broken.getMessage() + ")");
        } catch (IOException failed) {
            ended = true;
            damage = Optional.of("could not be read to its end (" + failed.getMessage() + ")");
        } catch (RuntimeException broken) {
            // Unpackers of the library throw these on some damage.
            ended = true;
            damage = Optional.of("has damaged packed data (" + broken + ")");
        }
        return length;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** What nobody looked at; a last line without newline counts as none, unless it is the only one. */
    record Rest(long lines, long bytes) {}

    /**
     * Bytes between two borders.
     *
     * @param length of the bytes that count
     * @param offset of the first in the log
     */
    @SuppressWarnings("ArrayRecordComponent") // Handed over, compared by nobody.
    record Segment(byte[] bytes, int length, long offset) {
        long end() {
            return offset + length;
        }
    }
}
