package dev.nightjar.source.postgres;

import dev.nightjar.model.MissingInput;
import dev.nightjar.model.ServerFacts;
import dev.nightjar.model.Snapshot;
import java.util.List;
import java.util.Optional;

/**
 * What one visit to a server gave.
 *
 * @param server empty when the server could not be reached
 */
public record PostgresReading(List<Snapshot> snapshots, List<MissingInput> missing, Optional<ServerFacts> server) {

    public PostgresReading {
        snapshots = List.copyOf(snapshots);
        missing = List.copyOf(missing);
    }
}
