package dev.nightjar.detect;

import java.time.Instant;
import java.util.List;

/**
 * Hours of the last day in which a statement, or all of them, cost much more than in the same hours of other days, and which are
 * over: not a regression, told once.
 *
 * @param from first such hour
 * @param to end of the last one
 * @param instance whether all statements were slow together; else there is one member
 * @param members statements, ascending
 * @param ratio of the cost to the usual one of those hours
 * @param extraMs time beyond the usual one
 * @param explanation one sentence
 */
public record HourAnomaly(
        Instant from,
        Instant to,
        boolean instance,
        List<String> members,
        double ratio,
        double extraMs,
        String explanation) {
    public HourAnomaly {
        members = List.copyOf(members);
    }
}
