package dev.nightjar.source.log;

import dev.nightjar.sql.XxHash64;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * A log and its first bytes; of a stream that can be read once only, none.
 *
 * @param firstMicros time of the first entry, the greatest number if there is none
 * @param events a number for each of the first entries, the same in every format
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by Arrays.equals only.
record LogHead(LogSource source, byte[] bytes, long firstMicros, Set<Long> events) {
    private static final int FEWEST_COMMON = 3;
    /** Of a message: durations and process numbers lie in its start. */
    private static final int MESSAGE_START = 60;

    static LogHead of(LogSource source, LogOptions options) {
        if (source.opensOnce()) {
            return new LogHead(source, new byte[0], Long.MAX_VALUE, Set.of());
        }
        byte[] bytes;
        try (var in = source.open(0)) {
            bytes = in.readNBytes(LogPosition.PROBE);
        } catch (IOException | RuntimeException unreadable) {
            // Whoever reads it whole says why; unpackers throw both on damage.
            bytes = new byte[0];
        }
        Set<Long> events = new HashSet<>();
        return new LogHead(source, bytes, firstMicros(bytes, options, events), events);
    }

    /** Whether the other one is a copy, byte for byte, as far as heads tell. */
    boolean startsLike(LogHead other) {
        return firstMicros != Long.MAX_VALUE && Arrays.equals(bytes, other.bytes);
    }

    /** Whether the first entries of one are in the other, which need not begin at the same one. */
    boolean tellsTheSameAs(LogHead other) {
        Set<Long> common = new HashSet<>(events);
        common.retainAll(other.events);
        int fewer = Math.min(events.size(), other.events.size());
        return fewer > 0 && common.size() >= Math.min(FEWEST_COMMON, fewer) && common.size() * 2 >= fewer;
    }

    private static long firstMicros(byte[] head, LogOptions options, Set<Long> events) {
        EntrySpan span = new EntrySpan();
        FormatDetector.recognize(head, 0, head.length, options, new ZoneOffsets())
                .ifPresent(recognized -> recognized
                        .parsers()
                        .get()
                        .parse(head, 0, head.length, span.before(new EntrySink() {
                            @Override
                            public void entry(LogEntry entry) {
                                events.add(event(entry));
                            }

                            @Override
                            public void skipped(long lines, long bytes) {
                                // Only entries matter here.
                            }
                        })));
        return span.first();
    }

    /** From what all formats have: the second and the start of the message. */
    private static long event(LogEntry entry) {
        Slice message = entry.message;
        int length = Math.min(MESSAGE_START, message.to - message.from);
        return XxHash64.hash(message.bytes, message.from, message.from + length)
                ^ Math.floorDiv(entry.timeMicros, 1_000_000L);
    }
}
