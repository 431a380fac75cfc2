package dev.nightjar.source.metrics;

import java.time.Instant;
import java.util.Optional;

/**
 * One metric as a file gave it, in time order; of several samples of the same moment the last one stands.
 *
 * @param seconds time of each sample in seconds since 1970 UTC, ascending; empty when the file has no times
 * @param dimensions one array of values per dimension, NaN where a value is missing; metrics have one dimension
 * @param rows 0-based number of each sample in the file, among the samples of this series
 */
@SuppressWarnings("ArrayRecordComponent") // numeric columns, shared and never changed
public record MetricSeries(String name, double[] seconds, double[][] dimensions, int[] rows) {

    /** Values of the first dimension. */
    public double[] values() {
        return dimensions[0];
    }

    /** When a sample was taken; empty when the file has no times. */
    public Optional<Instant> at(int index) {
        return seconds.length == 0
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(Math.round(seconds[index] * 1000)));
    }
}
