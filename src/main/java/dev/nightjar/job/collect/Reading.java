package dev.nightjar.job.collect;

import dev.nightjar.model.MissingInput;
import dev.nightjar.model.RedisFacts;
import dev.nightjar.model.ServerFacts;
import dev.nightjar.model.Snapshot;
import java.util.List;
import java.util.Optional;

/** What one visit to all sources of a target gave. */
public record Reading(
        List<Snapshot> snapshots,
        Optional<ServerFacts> server,
        Optional<RedisFacts> redis,
        List<MissingInput> missing) {

    public Reading {
        snapshots = List.copyOf(snapshots);
        missing = List.copyOf(missing);
    }
}
