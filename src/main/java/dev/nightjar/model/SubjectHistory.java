package dev.nightjar.model;

import java.util.List;

/**
 * One subject over the lookback of a report.
 *
 * @param samples in order of time, only intervals in which something happened
 * @param night the sum over the report's window
 * @param lookback the sum over the whole lookback, the window included
 */
public record SubjectHistory(Subject subject, List<Sample> samples, Measures night, Measures lookback) {

    public SubjectHistory {
        samples = SampleColumns.unchangeable(samples);
    }

    public double lookback(Metric metric) {
        return lookback.get(metric);
    }

    public double night(Metric metric) {
        return night.get(metric);
    }
}
