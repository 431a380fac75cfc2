package dev.nightjar.detect;

/**
 * A stretch of unusual samples, told at its first one.
 *
 * @param index 0-based number of the sample
 * @param value what was measured
 * @param expected what the season and the level of the days around it made likely
 * @param score 1 and more: the larger of how far it is beyond the series' own daily extremes and of how little it follows from
 *     the samples before, each in units of its threshold
 */
public record Anomaly(int index, double value, double expected, double score) {}
