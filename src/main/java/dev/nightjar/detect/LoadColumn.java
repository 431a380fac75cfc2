package dev.nightjar.detect;

import dev.nightjar.stats.Robust;

/**
 * One quantity that acts on latency, per sample of a signal, with its usual course over days.
 *
 * @param usual running median of a week, or of a day of a history too short for that
 */
@SuppressWarnings("ArrayRecordComponent") // numeric columns, shared and never changed
record LoadColumn(double[] values, double[] usual) {
    private static final int DAYS_OF_A_WEEK = 7;

    static LoadColumn of(double[] values, int samplesPerDay) {
        return new LoadColumn(values, usual(values, samplesPerDay));
    }

    static double[] usual(double[] values, int samplesPerDay) {
        int days = values.length >= 2 * DAYS_OF_A_WEEK * samplesPerDay ? DAYS_OF_A_WEEK : 1;
        return Robust.runningMedian(values, Math.max(5, days * samplesPerDay | 1));
    }
}
