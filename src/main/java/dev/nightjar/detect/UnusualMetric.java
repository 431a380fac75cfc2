package dev.nightjar.detect;

import java.time.Instant;

/**
 * A metric of a server that was unlike itself.
 *
 * @param at beginning of the first unusual step
 * @param value of that step
 * @param expected what the season and the level of the days around it made likely
 * @param score 1 and more, see {@link Anomaly}
 */
public record UnusualMetric(String name, String unit, Instant at, double value, double expected, double score) {}
