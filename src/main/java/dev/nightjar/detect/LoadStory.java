package dev.nightjar.detect;

import java.time.Instant;

/**
 * Latency that rose because calls rose: not a regression of the statement.
 *
 * @param callsRatio calls per step after ÷ before
 * @param timeRatio time per call after ÷ before
 */
public record LoadStory(String statement, Instant since, double callsRatio, double timeRatio) {}
