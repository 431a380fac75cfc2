package dev.nightjar.source.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Puts logs into the order of their first entries, and finds those that are a copy of another. */
final class LogOrder {
    /**
     * @param original name of the log that starts the same
     */
    record Copy(String name, String original) {}

    /** A log and its first bytes; of a stream that can be read once only, none. */
    @SuppressWarnings("ArrayRecordComponent") // Compared by Arrays.equals only.
    private record Dated(LogSource source, byte[] head, long firstMicros) {}

    private final List<LogSource> sources = new ArrayList<>();
    private final List<Copy> copies = new ArrayList<>();

    LogOrder(List<? extends LogSource> all, LogOptions options) {
        if (all.size() < 2) {
            sources.addAll(all);
            return;
        }
        List<LogSource> plainFirst = new ArrayList<>(all);
        plainFirst.sort(Comparator.comparing(LogSource::isFinished));
        List<Dated> kept = new ArrayList<>();
        for (LogSource source : plainFirst) {
            Dated dated = dated(source, options);
            Optional<Dated> original = kept.stream()
                    .filter(other -> dated.firstMicros != Long.MAX_VALUE && Arrays.equals(other.head, dated.head))
                    .findFirst();
            if (original.isPresent()) {
                copies.add(new Copy(source.name(), original.get().source.name()));
            } else {
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

    private static Dated dated(LogSource source, LogOptions options) {
        if (source.opensOnce()) {
            return new Dated(source, new byte[0], Long.MAX_VALUE);
        }
        byte[] head;
        try (var in = source.open(0)) {
            head = in.readNBytes(LogPosition.PROBE);
        } catch (IOException | RuntimeException unreadable) {
            // Whoever reads it whole says why; unpackers throw both on damage.
            head = new byte[0];
        }
        return new Dated(source, head, firstMicros(head, options));
    }

    /** Time of the first entry in the first bytes of a log; the greatest number if there is none. */
    private static long firstMicros(byte[] head, LogOptions options) {
        EntrySpan span = new EntrySpan();
        FormatDetector.recognize(head, 0, head.length, options, new ZoneOffsets())
                .ifPresent(recognized -> recognized
                        .parsers()
                        .get()
                        .parse(head, 0, head.length, span.before(new EntrySink() {
                            @Override
                            public void entry(LogEntry entry) {
                                // Only the time matters here.
                            }

                            @Override
                            public void skipped(long lines, long bytes) {
                                // Only the time matters here.
                            }
                        })));
        return span.first();
    }
}
