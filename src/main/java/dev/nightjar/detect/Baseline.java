package dev.nightjar.detect;

/**
 * What a statement's time per call should have been, step by step, had its level stayed that before the last change.
 *
 * @param expected milliseconds per call at the hour and load of each step; NaN where not sampled
 * @param low lower end of the 95 % prediction interval
 * @param high upper end of the 95 % prediction interval
 */
@SuppressWarnings("ArrayRecordComponent") // numeric columns, shared and never changed
public record Baseline(double[] expected, double[] low, double[] high) {}
