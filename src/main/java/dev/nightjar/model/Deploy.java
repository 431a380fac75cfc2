package dev.nightjar.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A release, as the people who made it marked it: it may explain what changed then.
 *
 * @param label as the report names it, e.g. {@code billing 4.2}; of one line
 * @param role the database role of the application it concerns; empty for all
 */
public record Deploy(Instant at, String label, String role) {
    private static final int LONGEST_LABEL = 120;

    /**
     * A deploy as a person or a pipeline names it.
     *
     * @throws IllegalArgumentException when there is no label, or one that is longer than a line of a report
     */
    public static Deploy named(Instant at, String label, String role) {
        String line = label.strip();
        if (line.isEmpty() || line.length() > LONGEST_LABEL || line.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "a label is one line of 1 to " + LONGEST_LABEL + " characters, e.g. \"billing 4.2\"");
        }
        return new Deploy(at.truncatedTo(ChronoUnit.MILLIS), line, role.strip());
    }
}
