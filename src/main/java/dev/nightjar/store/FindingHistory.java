package dev.nightjar.store;

import dev.nightjar.model.Impact;
import java.time.Instant;

/**
 * What earlier nights knew of a finding.
 *
 * @param firstSeen end of the first window that had it
 * @param lastSeen end of the last
 * @param nightsSeen in how many windows
 * @param lastImpact in the last
 */
public record FindingHistory(String id, Instant firstSeen, Instant lastSeen, int nightsSeen, Impact lastImpact) {}
