package dev.nightjar.model;

/**
 * What one subject did in an interval: counters as increments, levels as at its end.
 *
 * @param afterReset whether counters were reset inside the interval, so that the increment is a lower bound
 */
public record Sample(Subject subject, Window interval, Measures measures, boolean afterReset) {}
