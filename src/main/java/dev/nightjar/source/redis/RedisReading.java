package dev.nightjar.source.redis;

import dev.nightjar.model.MissingInput;
import dev.nightjar.model.RedisFacts;
import dev.nightjar.model.Snapshot;
import java.util.List;
import java.util.Optional;

/**
 * What one visit to a server, or the folder of a capture, gave.
 *
 * @param facts empty when only counters were asked for, or the server could not be reached
 */
public record RedisReading(List<Snapshot> snapshots, List<MissingInput> missing, Optional<RedisFacts> facts) {

    public RedisReading {
        snapshots = List.copyOf(snapshots);
        missing = List.copyOf(missing);
    }
}
