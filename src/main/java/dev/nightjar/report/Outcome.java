package dev.nightjar.report;

import dev.nightjar.model.Estimate;
import java.time.Instant;

/**
 * What became of a recommendation that was applied.
 *
 * @param appliedSince the first night that saw it applied
 * @param expected database seconds per day, as promised
 * @param measured database seconds per day, as seen since
 * @param verdict e.g. {@code confirmed}, {@code no effect}, {@code worse}
 */
public record Outcome(
        String recommendationId,
        String title,
        Instant appliedSince,
        Estimate expected,
        Estimate measured,
        String verdict) {}
