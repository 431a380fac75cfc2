package dev.nightjar.detect;

import java.time.Instant;

/**
 * Something that was done at a known time and may explain a change.
 *
 * @param application whom it concerns; empty for the whole instance
 * @param label as the report names it, e.g. {@code deploy of billing}
 */
public record Marker(Instant at, Kind kind, String application, String label) {

    /** What was done. */
    public enum Kind {
        DEPLOY,
        SETTINGS,
        RESTART,
        RESET
    }

    boolean concerns(String who) {
        return application.isEmpty() || application.equals(who);
    }
}
