package dev.nightjar.report;

import dev.nightjar.model.Severity;
import java.time.Instant;

/**
 * What earlier nights know of a finding.
 *
 * @param lastSeen the end of the last window in which it was found
 * @param nightsSeen tonight included
 */
public record FindingHistory(
        String findingId,
        String title,
        Severity severity,
        Instant firstSeen,
        Instant lastSeen,
        int nightsSeen,
        Status status) {

    /** How tonight compares with the night before. */
    public enum Status {
        NEW,
        WORSE,
        PERSISTING,
        BETTER,
        RESOLVED
    }
}
