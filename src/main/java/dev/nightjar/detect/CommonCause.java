package dev.nightjar.detect;

import java.time.Instant;
import java.util.List;

/**
 * One change that many statements share, told once.
 *
 * @param kind {@code instance} or {@code application}
 * @param members the statements, ascending
 * @param magnitude median ratio after ÷ before over the members
 * @param extraMsPerDay milliseconds per day that it costs, over all members
 */
public record CommonCause(
        Instant onset, String kind, List<String> members, double magnitude, double extraMsPerDay, String explanation) {

    public CommonCause {
        members = List.copyOf(members);
    }
}
