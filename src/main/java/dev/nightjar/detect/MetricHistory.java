package dev.nightjar.detect;

/**
 * A metric of a server over equal steps.
 *
 * @param name as the report names it, e.g. {@code WAL written}
 * @param unit of the values, e.g. {@code bytes}; empty for a count
 * @param values one per step, NaN where unknown
 */
@SuppressWarnings("ArrayRecordComponent") // numeric columns, shared and never changed
public record MetricHistory(String name, String unit, double[] values) {}
