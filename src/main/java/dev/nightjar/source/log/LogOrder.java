package dev.nightjar.source.log;

import dev.nightjar.sql.XxHash64;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Puts logs into the order of their first entries, and finds those that are a copy of another, byte for byte or event for
 * event in another format.
 */
final class LogOrder {
    /**
     * @param original name of the log that starts the same
     */
    record Copy(String name, String original) {}

    /** A log and its first bytes; of a stream that can be read once only, none. */
    @SuppressWarnings("ArrayRecordComponent") // Compared by Arrays.equals only.
    private record Dated(LogSource source, byte[] head, long firstMicros, Set<Long> events) {
        /** Whether the first entries of one are in the other, which need not begin at the same one. */
        boolean tellsTheSameAs(Dated other) {
            Set<Long> common = new HashSet<>(events);
            common.retainAll(other.events);
            return common.size() >= FEWEST_COMMON && common.size() * 2 >= Math.min(events.size(), other.events.size());
        }
    }

    private static final int FEWEST_COMMON = 3;
    /** Of a message: durations and process numbers lie in its start. */
    private static final int MESSAGE_START = 60;

    private final List<LogSource> sources = new ArrayList<>();
    private final List<Copy> copies = new ArrayList<>();
    private final List<Copy> twins = new ArrayList<>();

    LogOrder(List<? extends LogSource> all, LogOptions options) {
        if (all.size() < 2) {
            sources.addAll(all);
            return;
        }
        List<LogSource> originalsFirst = new ArrayList<>(all);
        originalsFirst.sort(LogSource.originalsFirst());
        List<Dated> kept = new ArrayList<>();
        for (LogSource source : originalsFirst) {
            Dated dated = dated(source, options);
            Optional<Dated> original = kept.stream()
                    .filter(other -> dated.firstMicros != Long.MAX_VALUE && Arrays.equals(other.head, dated.head))
                    .findFirst();
            if (original.isPresent()) {
                copies.add(new Copy(source.name(), original.get().source.name()));
            } else {
                kept.stream()
                        .filter(dated::tellsTheSameAs)
                        .findFirst()
                        .ifPresent(twin -> twins.add(new Copy(source.name(), twin.source.name())));
                kept.add(dated);
            }
        }
        // Of logs that start in the same instant, log.1 is older than log.
        kept.sort(Comparator.comparingLong(Dated::firstMicros)
                .thenComparing(dated -> dated.source.name(), Comparator.reverseOrder()));
        kept.forEach(dated -> sources.add(dated.source));
    }

    List<LogSource> sources() {
        return List.copyOf(sources);
    }

    List<Copy> copies() {
        return List.copyOf(copies);
    }

    /** Logs that begin with the events of another one in other bytes; they are among the {@link #sources}. */
    List<Copy> twins() {
        return List.copyOf(twins);
    }

    private static Dated dated(LogSource source, LogOptions options) {
        if (source.opensOnce()) {
            return new Dated(source, new byte[0], Long.MAX_VALUE, Set.of());
        }
        byte[] head;
        try (var in = source.open(0)) {
            head = in.readNBytes(LogPosition.PROBE);
        } catch (IOException | RuntimeException unreadable) {
            // Whoever reads it whole says why; unpackers throw both on damage.
            head = new byte[0];
        }
        Set<Long> events = new HashSet<>();
        return new Dated(source, head, firstMicros(head, options, events), events);
    }

    /**
     * Time of the first entry in the first bytes of a log; the greatest number if there is none.
     *
     * @param events gets a number for each entry, the same in every format
     */
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
