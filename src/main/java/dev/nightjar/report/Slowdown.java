package dev.nightjar.report;

import dev.nightjar.model.Fingerprint;
import java.time.Instant;
import java.util.Optional;

/**
 * A statement that is slower than its own past.
 *
 * @param text the statement's canonical text
 * @param metric what changed, {@code mean_exec_time} or {@code blks_per_call}
 * @param onset best estimate of its beginning, with the ends of its interval
 * @param magnitude after by before
 * @param beforeMs mean per call as expected without the change; blocks where the metric is {@code blks_per_call}
 * @param score larger is surer
 * @param cause suspected, in words; empty when unknown
 * @param ongoing whether it still holds at the end of the window
 * @param extraSecondsPerDay database time lost to it
 * @param trend the statement's history around it
 */
public record Slowdown(
        Fingerprint fingerprint,
        String text,
        String metric,
        Instant onset,
        Instant onsetLow,
        Instant onsetHigh,
        double magnitude,
        double beforeMs,
        double afterMs,
        double score,
        String kind,
        String cause,
        boolean ongoing,
        double extraSecondsPerDay,
        Optional<Trend> trend) {}
