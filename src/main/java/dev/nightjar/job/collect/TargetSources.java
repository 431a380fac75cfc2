package dev.nightjar.job.collect;

import dev.nightjar.config.Job;
import dev.nightjar.model.MissingInput;
import dev.nightjar.model.RedisFacts;
import dev.nightjar.model.ServerFacts;
import dev.nightjar.model.Snapshot;
import dev.nightjar.source.postgres.PostgresReading;
import dev.nightjar.source.postgres.PostgresSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The servers of one target. */
public final class TargetSources implements AutoCloseable {
    private final Optional<PostgresSource> postgres;

    TargetSources(Job job) {
        this.postgres = job.postgres().map(target -> new PostgresSource(target, job.timeMap()));
    }

    /** Reads all that can be read; what can't is in the reading. One visit at a time. */
    public synchronized Reading read() {
        List<Snapshot> snapshots = new ArrayList<>();
        List<MissingInput> missing = new ArrayList<>();
        Optional<ServerFacts> server = Optional.empty();
        Optional<RedisFacts> redis = Optional.empty();
        if (postgres.isPresent()) {
            PostgresReading reading = postgres.get().collect();
            snapshots.addAll(reading.snapshots());
            missing.addAll(reading.missing());
            server = reading.server();
        }
        return new Reading(snapshots, server, redis, missing);
    }

    @Override
    public synchronized void close() {
        postgres.ifPresent(PostgresSource::close);
    }
}
