package dev.nightjar.report;

import java.time.Instant;
import java.util.List;

/**
 * How far the report can be trusted.
 *
 * @param coverage share of the lookback with samples, 0–1
 * @param windowCoverage share of the report's own window with samples, 0–1
 * @param evictions times pg_stat_statements threw entries away in the lookback, NaN unknown
 */
public record DataQuality(
        double coverage,
        double windowCoverage,
        List<Gap> gaps,
        List<Reset> resets,
        List<Instant> restarts,
        double evictions,
        List<NotAssessable> notAssessable) {

    /** A span without samples. */
    public record Gap(Instant from, Instant to) {}

    /** Counters that began anew. */
    public record Reset(String source, Instant at) {}
}
