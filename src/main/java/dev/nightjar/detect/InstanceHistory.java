package dev.nightjar.detect;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What the whole instance did over the same steps as the statements, and what was done to it.
 *
 * @param calls calls of all statements per step, NaN where not sampled; an empty array when unknown
 * @param markers deploys, settings changes, resets and restarts, in any order
 */
@SuppressWarnings("ArrayRecordComponent") // numeric columns, shared and never changed
public record InstanceHistory(Instant start, Duration step, double[] calls, List<Marker> markers) {

    public InstanceHistory {
        markers = List.copyOf(markers);
    }

    /** An instance of which nothing is known beyond its statements. */
    public static InstanceHistory unknown(Instant start, Duration step) {
        return new InstanceHistory(start, step, new double[0], List.of());
    }
}
