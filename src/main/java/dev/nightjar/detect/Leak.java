package dev.nightjar.detect;

/**
 * A resource that only grows.
 *
 * @param firstDay index of the day on which it began to; 0 when it always did
 * @param slopePerDay Theil–Sen slope of the daily minima
 * @param slopeLow lower end of its 95 % interval
 * @param slopeHigh upper end
 * @param pValue of the Mann–Kendall test, corrected for autocorrelation and for the number of tests
 * @param growthIn30Days slope over 30 days ÷ present level
 */
public record Leak(
        int firstDay, double slopePerDay, double slopeLow, double slopeHigh, double pValue, double growthIn30Days) {}
