package dev.nightjar.detect;

import java.time.Instant;

/**
 * Latency that rose because calls rose: not a regression of the statement.
 *
 * @param callsRatio calls per step after ÷ before
 * @param timeRatio time per call after ÷ before
 * @param explanation why the calls rose, as far as something says so; empty when nothing does
 */
public record LoadStory(String statement, Instant since, double callsRatio, double timeRatio, String explanation) {

    LoadStory because(String known) {
        return new LoadStory(statement, since, callsRatio, timeRatio, known);
    }
}
