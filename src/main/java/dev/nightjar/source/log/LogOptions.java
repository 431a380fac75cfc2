package dev.nightjar.source.log;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * How to read logs.
 *
 * @param format what the files are; empty: found out file by file
 * @param prefix {@code log_line_prefix} of plain logs; empty: inferred file by file
 * @param from entries before are passed over
 * @param to entries at or after are passed over
 * @param timeMap applied to the time of every entry, before {@code from} and {@code to}
 * @param notAfter a moment that no entry is later than, which tells the year where a log has none; empty: not known
 * @param keepSamples whether values of parameters and literals may be kept; off, only canonical texts are
 * @param workers threads that classify segments
 * @param segmentBytes size of a segment; entries that are longer make it longer
 */
public record LogOptions(
        Optional<LogFormat> format,
        Optional<String> prefix,
        Optional<Instant> from,
        Optional<Instant> to,
        UnaryOperator<Instant> timeMap,
        Optional<Instant> notAfter,
        boolean keepSamples,
        int workers,
        int segmentBytes) {

    /** An entry longer than this is read up to here only; the rest is counted as skipped. */
    static final int LONGEST_ENTRY = 8 * 1024 * 1024;

    private static final UnaryOperator<Instant> AS_IT_IS = UnaryOperator.identity();
    private static final int SAMPLE_LENGTH = 500;

    /** Everything found out, nothing left out, no values kept. */
    public static LogOptions standard() {
        return new LogOptions(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                AS_IT_IS,
                Optional.empty(),
                false,
                Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors())),
                4 * 1024 * 1024);
    }

    public LogOptions withFormat(LogFormat value) {
        return new LogOptions(
                Optional.of(value), prefix, from, to, timeMap, notAfter, keepSamples, workers, segmentBytes);
    }

    public LogOptions withPrefix(String value) {
        return new LogOptions(
                format, Optional.of(value), from, to, timeMap, notAfter, keepSamples, workers, segmentBytes);
    }

    LogOptions inferringPrefix() {
        return new LogOptions(
                format, Optional.empty(), from, to, timeMap, notAfter, keepSamples, workers, segmentBytes);
    }

    boolean hasWindow() {
        return from.isPresent() || to.isPresent();
    }

    public LogOptions within(Optional<Instant> first, Optional<Instant> end) {
        return new LogOptions(format, prefix, first, end, timeMap, notAfter, keepSamples, workers, segmentBytes);
    }

    public LogOptions withTimeMap(UnaryOperator<Instant> map) {
        return new LogOptions(format, prefix, from, to, map, notAfter, keepSamples, workers, segmentBytes);
    }

    public LogOptions notAfter(Instant moment) {
        return new LogOptions(
                format, prefix, from, to, timeMap, Optional.of(moment), keepSamples, workers, segmentBytes);
    }

    /** For one log, whose entries are not later than its last change. */
    LogOptions of(LogSource source) throws IOException {
        Optional<Instant> change = source.lastChange();
        return change.isPresent() && notAfter.isPresent() && change.get().isBefore(notAfter.get())
                ? notAfter(change.get())
                : this;
    }

    public LogOptions keepingSamples(boolean keep) {
        return new LogOptions(format, prefix, from, to, timeMap, notAfter, keep, workers, segmentBytes);
    }

    public LogOptions withWorkers(int count) {
        return new LogOptions(format, prefix, from, to, timeMap, notAfter, keepSamples, count, segmentBytes);
    }

    public LogOptions withSegmentBytes(int bytes) {
        return new LogOptions(format, prefix, from, to, timeMap, notAfter, keepSamples, workers, bytes);
    }

    int sampleLength() {
        return SAMPLE_LENGTH;
    }

    long mapped(long micros) {
        if (timeMap == AS_IT_IS || micros == LogEntry.NO_TIME) {
            return micros;
        }
        return toMicros(timeMap.apply(toInstant(micros)));
    }

    boolean wants(long micros) {
        if (!hasWindow()) {
            return true;
        }
        if (micros == LogEntry.NO_TIME) {
            return false;
        }
        Instant at = toInstant(micros);
        return !(from.isPresent() && at.isBefore(from.get())) && !(to.isPresent() && !at.isBefore(to.get()));
    }

    static Instant toInstant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    static long toMicros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }
}
