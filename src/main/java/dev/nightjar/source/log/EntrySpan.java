package dev.nightjar.source.log;

import java.util.concurrent.atomic.LongAccumulator;

/** The times between which entries lie, whether or not they are wanted; filled by many threads. */
final class EntrySpan {
    private final LongAccumulator first = new LongAccumulator(Math::min, Long.MAX_VALUE);
    private final LongAccumulator last = new LongAccumulator(Math::max, Long.MIN_VALUE);

    /** Microseconds since 1970; the greatest number if there was no entry with a time. */
    long first() {
        return first.get();
    }

    long last() {
        return last.get();
    }

    boolean isEmpty() {
        return first() == Long.MAX_VALUE;
    }

    /** Looks at what goes into a sink. */
    EntrySink before(EntrySink sink) {
        return new EntrySink() {
            @Override
            public void entry(LogEntry entry) {
                if (entry.timeMicros != LogEntry.NO_TIME) {
                    first.accumulate(entry.timeMicros);
                    last.accumulate(entry.timeMicros);
                }
                sink.entry(entry);
            }

            @Override
            public void skipped(long lines, long bytes) {
                sink.skipped(lines, bytes);
            }
        };
    }

    /** The same way of reading, looked at. */
    Recognized of(Recognized recognized) {
        return new Recognized(
                recognized.format(),
                recognized.description(),
                () -> watched(recognized.parsers().get()),
                recognized.borders());
    }

    private EntryParser watched(EntryParser parser) {
        return new EntryParser() {
            @Override
            public void parse(byte[] bytes, int from, int to, EntrySink sink) {
                parser.parse(bytes, from, to, before(sink));
            }

            @Override
            public long foreignLines() {
                return parser.foreignLines();
            }
        };
    }
}
