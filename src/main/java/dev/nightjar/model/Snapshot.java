package dev.nightjar.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one visit to one source found.
 *
 * @param source what was read, e.g. {@code pg_stat_statements}; part of the identity of what is compared
 * @param at when, on the report's clock
 * @param epoch changes whenever the source's counters were reset (statistics reset, crash, restart of Redis)
 */
public record Snapshot(String target, String source, Instant at, String epoch, List<Observation> observations) {

    public Snapshot {
        observations = List.copyOf(observations);
    }

    /**
     * What happened between an earlier snapshot of the same source and this one. After a reset the counters themselves
     * are the increment; a subject that was not there before began in between. Empty when this one is not later.
     */
    public List<Sample> since(Snapshot earlier) {
        List<Sample> samples = new ArrayList<>();
        if (!at.isAfter(earlier.at)) {
            return samples;
        }
        boolean reset = !epoch.equals(earlier.epoch);
        Map<String, Observation> before = new HashMap<>();
        if (!reset) {
            for (Observation observation : earlier.observations) {
                before.put(
                        observation.subject().kind() + " "
                                + observation.subject().key(),
                        observation);
            }
        }
        for (Observation observation : observations) {
            Observation then = before.get(
                    observation.subject().kind() + " " + observation.subject().key());
            boolean fell = then != null && observation.beganAgainSince(then);
            Measures happened = then == null ? observation.measures() : observation.since(then);
            samples.add(new Sample(observation.subject(), new Window(earlier.at, at), happened, reset || fell));
        }
        return samples;
    }
}
