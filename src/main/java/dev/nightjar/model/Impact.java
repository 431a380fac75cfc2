package dev.nightjar.model;

/**
 * What a finding costs.
 *
 * @param secondsPerDay of database time, NaN where it is not about time
 * @param share of all database time, 0–1, NaN likewise
 */
public record Impact(double secondsPerDay, double share) {

    public static final Impact NONE = new Impact(Double.NaN, Double.NaN);
}
