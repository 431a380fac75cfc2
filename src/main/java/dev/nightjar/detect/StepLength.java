package dev.nightjar.detect;

import java.time.Duration;

/** Conversions between steps, hours and days. */
final class StepLength {
    private StepLength() {}

    static double hours(Duration step) {
        return step.toMillis() / 3_600_000.0;
    }

    /** Steps in a day, at least 1. */
    static int perDay(Duration step) {
        return Math.max(1, (int) Math.round(24 / hours(step)));
    }
}
