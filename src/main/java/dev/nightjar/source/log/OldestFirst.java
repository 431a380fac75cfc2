package dev.nightjar.source.log;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The segments of an export that begins with the newest entry, the oldest first, so that a statement comes before the
 * duration that another entry tells of it. Reads the log twice: once to find the cuts, then from its end.
 */
final class OldestFirst {
    private record Cut(long offset, int length) {}

    private final LogSource source;
    private final Deque<Cut> cuts = new ArrayDeque<>();

    /**
     * @param source that may be opened anywhere
     * @param reader at the start of it
     */
    OldestFirst(LogSource source, SegmentReader reader, BorderFinder borders) {
        this.source = source;
        Optional<SegmentReader.Segment> segment = reader.next(borders);
        while (segment.isPresent()) {
            cuts.push(new Cut(segment.get().offset(), segment.get().length()));
            reader.recycle(segment.get());
            segment = reader.next(borders);
        }
    }

    /** Whether a log can be opened anywhere without unpacking all that lies before. */
    static boolean canRead(LogSource source) {
        return !source.opensOnce() && !source.isFinished();
    }

    /** The next segment, empty at the end. */
    Optional<SegmentReader.Segment> next() throws IOException {
        if (cuts.isEmpty()) {
            return Optional.empty();
        }
        Cut cut = cuts.pop();
        try (InputStream in = source.open(cut.offset)) {
            byte[] bytes = in.readNBytes(cut.length);
            return Optional.of(new SegmentReader.Segment(bytes, bytes.length, cut.offset));
        }
    }
}
