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

    void entry(LogEntry entry) {
        if (entry.timeMicros != LogEntry.NO_TIME) {
            first.accumulate(entry.timeMicros);
            last.accumulate(entry.timeMicros);
        }
    }

    /** Of the entries in {@code bytes}. */
    static EntrySpan of(Recognized recognized, byte[] bytes) {
        EntrySpan span = new EntrySpan();
        recognized.parsers().get().parse(bytes, 0, bytes.length, span::entry);
        return span;
    }

    /** The same way of reading, with an eye on the times. */
    Recognized watching(Recognized recognized) {
        return recognized.with(Watched::new);
    }

    private final class Watched implements EntryParser {
        private final EntryParser parser;

        Watched(EntryParser parser) {
            this.parser = parser;
        }

        @Override
        public void parse(byte[] bytes, int from, int to, EntrySink sink) {
            parser.parse(bytes, from, to, new EntrySink() {
                @Override
                public void entry(LogEntry entry) {
                    EntrySpan.this.entry(entry);
                    sink.entry(entry);
                }

                @Override
                public void skipped(long lines, long count) {
                    sink.skipped(lines, count);
                }
            });
        }

        @Override
        public long foreignLines() {
            return parser.foreignLines();
        }
    }
}
