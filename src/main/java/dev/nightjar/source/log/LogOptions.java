package dev.nightjar.source.log;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * How to read logs: start from {@link #standard} and change what differs.
 *
 * @param hints what is known of the logs beforehand
 * @param window which entries are wanted
 * @param keepSamples whether values of parameters and literals may be kept; off, only canonical texts are
 * @param work how the work is cut and shared out
 */
public record LogOptions(Hints hints, Window window, boolean keepSamples, Work work) {

    /** An entry longer than this is read up to here only; the rest is counted as skipped. */
    static final int LONGEST_ENTRY = 8 * 1024 * 1024;

    /** Characters of a sample. */
    static final int SAMPLE_LENGTH = 500;

    private static final int MOST_WORKERS = 4;

    /**
     * What is known of the logs beforehand; the rest is found out, log by log.
     *
     * @param format what the logs are
     * @param prefix {@code log_line_prefix} of plain logs
     * @param notAfter a moment that no entry is later than, which tells the year where a log has none
     */
    public record Hints(Optional<LogFormat> format, Optional<String> prefix, Optional<Instant> notAfter) {

        static final Hints NONE = new Hints(Optional.empty(), Optional.empty(), Optional.empty());

        Hints withoutPrefix() {
            return new Hints(format, Optional.empty(), notAfter);
        }

        /** For one log, whose entries are not later than its last change. */
        Hints of(LogSource source) throws IOException {
            Optional<Instant> change = source.lastChange();
            return change.isPresent() && notAfter.isPresent() && change.get().isBefore(notAfter.get())
                    ? new Hints(format, prefix, change)
                    : this;
        }
    }

    /**
     * Which entries are wanted.
     *
     * @param from entries before are passed over
     * @param to entries at or after are passed over
     * @param timeMap applied to the time of every entry, before {@code from} and {@code to}
     */
    public record Window(Optional<Instant> from, Optional<Instant> to, UnaryOperator<Instant> timeMap) {
        private static final UnaryOperator<Instant> AS_IT_IS = UnaryOperator.identity();

        static final Window OPEN = new Window(Optional.empty(), Optional.empty(), AS_IT_IS);

        boolean isOpen() {
            return from.isEmpty() && to.isEmpty();
        }

        /** The time of an entry, in microseconds, as it is told in the report. */
        long mapped(long micros) {
            return timeMap == AS_IT_IS || micros == LogEntry.NO_TIME
                    ? micros
                    : Micros.of(timeMap.apply(Micros.toInstant(micros)));
        }

        /** Whether an entry of this time, mapped already, is wanted; where there is a window, none without a time. */
        boolean wants(long micros) {
            if (isOpen()) {
                return true;
            }
            if (micros == LogEntry.NO_TIME) {
                return false;
            }
            Instant at = Micros.toInstant(micros);
            return !(from.isPresent() && at.isBefore(from.get())) && !(to.isPresent() && !at.isBefore(to.get()));
        }
    }

    /**
     * How the work is cut and shared out; the result does not depend on it.
     *
     * @param workers threads that classify segments
     * @param segmentBytes size of a segment; entries that are longer make it longer
     */
    public record Work(int workers, int segmentBytes) {}

    /** Everything found out, nothing left out, no values kept. */
    public static LogOptions standard() {
        int processors = Runtime.getRuntime().availableProcessors();
        return new LogOptions(
                Hints.NONE, Window.OPEN, false, new Work(Math.max(1, Math.min(MOST_WORKERS, processors)), 4 << 20));
    }

    public LogOptions withFormat(LogFormat format) {
        return with(new Hints(Optional.of(format), hints.prefix, hints.notAfter));
    }

    public LogOptions withPrefix(String prefix) {
        return with(new Hints(hints.format, Optional.of(prefix), hints.notAfter));
    }

    public LogOptions notAfter(Instant moment) {
        return with(new Hints(hints.format, hints.prefix, Optional.of(moment)));
    }

    public LogOptions within(Optional<Instant> from, Optional<Instant> to) {
        return with(new Window(from, to, window.timeMap));
    }

    public LogOptions withTimeMap(UnaryOperator<Instant> map) {
        return with(new Window(window.from, window.to, map));
    }

    public LogOptions keepingSamples(boolean keep) {
        return new LogOptions(hints, window, keep, work);
    }

    public LogOptions withWorkers(int workers) {
        return with(new Work(workers, work.segmentBytes));
    }

    public LogOptions withSegmentBytes(int bytes) {
        return with(new Work(work.workers, bytes));
    }

    private LogOptions with(Hints other) {
        return new LogOptions(other, window, keepSamples, work);
    }

    private LogOptions with(Window other) {
        return new LogOptions(hints, other, keepSamples, work);
    }

    private LogOptions with(Work other) {
        return new LogOptions(hints, window, keepSamples, other);
    }
}
