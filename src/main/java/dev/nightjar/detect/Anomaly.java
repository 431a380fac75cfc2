package dev.nightjar.detect;

/**
 * A stretch of unusual samples, told at its first one.
 *
 * @param index 0-based number of the sample
 * @param value what was measured
 * @param expected what the season and the level of the days around it made likely
 * @param score how far beyond the series' own daily extremes, in robust standard deviations
 */
public record Anomaly(int index, double value, double expected, double score) {}
