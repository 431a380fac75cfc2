package dev.nightjar.source.log;

import dev.nightjar.source.log.bytes.Slice;
import dev.nightjar.sql.XxHash64;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A log and its first bytes; of a stream that can be read once only, none.
 *
 * @param format what it seems to be
 * @param firstMicros time of the first entry, the greatest number if there is none
 * @param events a number for each of the first entries, the same in every format
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by Arrays.equals only.
record LogHead(LogSource source, byte[] bytes, Optional<LogFormat> format, long firstMicros, Set<Long> events) {
    /** Of logs that start in the same instant, log.1 is older than log. */
    static final Comparator<LogHead> OLDEST_FIRST = Comparator.comparingLong(LogHead::firstMicros)
            .thenComparing(head -> head.source().name(), Comparator.reverseOrder());

    private static final int FEWEST_COMMON = 3;
    /** Of a message: durations and process numbers lie in its start. */
    private static final int MESSAGE_START = 60;

    static LogHead of(LogSource source, LogOptions.Hints hints) {
        if (source.opensOnce()) {
            return unread(source);
        }
        try (var in = source.open(0)) {
            return of(source, in.readNBytes(LogPosition.PROBE), hints);
        } catch (IOException | RuntimeException unreadable) {
            // Whoever reads it whole says why; unpackers throw both on damage.
            return unread(source);
        }
    }

    /** Of a log whose first bytes were read already. */
    static LogHead of(LogSource source, byte[] bytes, LogOptions.Hints hints) throws IOException {
        Optional<Recognized> recognized =
                FormatDetector.recognize(bytes, 0, bytes.length, hints.of(source), new ZoneOffsets());
        EntrySpan span = new EntrySpan();
        Set<Long> events = new HashSet<>();
        recognized.ifPresent(how -> how.parsers().get().parse(bytes, 0, bytes.length, entry -> {
            span.entry(entry);
            events.add(event(entry));
        }));
        return new LogHead(source, bytes, recognized.map(Recognized::format), span.first(), events);
    }

    private static LogHead unread(LogSource source) {
        return new LogHead(source, new byte[0], Optional.empty(), Long.MAX_VALUE, Set.of());
    }

    boolean hasTime() {
        return firstMicros != Long.MAX_VALUE;
    }

    /** Whether the other one is a copy, byte for byte, as far as heads tell. */
    boolean startsLike(LogHead other) {
        return hasTime() && Arrays.equals(bytes, other.bytes);
    }

    /** Whether the first entries of one are in the other, which need not begin at the same one. */
    boolean tellsTheSameAs(LogHead other) {
        Set<Long> common = new HashSet<>(events);
        common.retainAll(other.events);
        int fewer = Math.min(events.size(), other.events.size());
        return fewer > 0 && common.size() >= Math.min(FEWEST_COMMON, fewer) && common.size() * 2 >= fewer;
    }

    /** From what all formats have: the second and the start of the message. */
    private static long event(LogEntry entry) {
        Slice message = entry.message;
        int length = Math.min(MESSAGE_START, message.to - message.from);
        return XxHash64.hash(message.bytes, message.from, message.from + length)
                ^ Math.floorDiv(entry.timeMicros, 1_000_000L);
    }
}
