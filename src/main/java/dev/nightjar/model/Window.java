package dev.nightjar.model;

import java.time.Duration;
import java.time.Instant;

/** A span of time, from inclusive, to exclusive; never empty. */
public record Window(Instant from, Instant to) {

    public Window {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a window must end after it begins, not " + from + " to " + to);
        }
    }

    public Duration duration() {
        return Duration.between(from, to);
    }

    /** Its length in days, a positive fraction. */
    public double days() {
        return duration().toMillis() / 86_400_000.0;
    }

    public boolean contains(Instant moment) {
        return !moment.isBefore(from) && moment.isBefore(to);
    }
}
