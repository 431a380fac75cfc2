package dev.nightjar.job.collect;

import dev.nightjar.config.Job;
import dev.nightjar.model.MissingInput;
import dev.nightjar.model.Snapshot;
import dev.nightjar.source.metrics.PoolSampleFile;
import dev.nightjar.source.postgres.PostgresReading;
import dev.nightjar.source.postgres.PostgresSource;
import dev.nightjar.source.redis.RedisReading;
import dev.nightjar.source.redis.RedisSource;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The servers of one target. One visit at a time. */
public final class TargetSources implements AutoCloseable {
    private final Optional<PostgresSource> postgres;
    private final Optional<RedisSource> redis;
    private final Job job;

    TargetSources(Job job, InstantSource clock) {
        this.job = job;
        this.postgres = job.postgres().map(target -> new PostgresSource(target, job.timeMap()));
        this.redis = job.redis().map(target -> new RedisSource(target, job.timeMap(), clock));
    }

    /** Reads the counters; cheap, for every few minutes. */
    public synchronized Reading collect() {
        return reading(postgres.map(PostgresSource::collect), redis.map(RedisSource::collect));
    }

    /** Reads the counters and what changes slowly: the configuration, the slow log and a sample of the keys of Redis. */
    public synchronized Reading inspect() {
        return reading(postgres.map(PostgresSource::collect), redis.map(RedisSource::inspect));
    }

    private Reading reading(Optional<PostgresReading> postgres, Optional<RedisReading> redis) {
        List<Snapshot> snapshots = new ArrayList<>();
        List<MissingInput> missing = new ArrayList<>();
        postgres.ifPresent(reading -> {
            snapshots.addAll(reading.snapshots());
            missing.addAll(reading.missing());
        });
        redis.ifPresent(reading -> {
            snapshots.addAll(reading.snapshots());
            missing.addAll(reading.missing());
        });
        PoolSampleFile.Reading pools = PoolSampleFile.latest(job.pools(), job.target(), job.timeMap());
        snapshots.addAll(pools.snapshots());
        missing.addAll(pools.missing());
        return new Reading(
                snapshots, postgres.flatMap(PostgresReading::server), redis.flatMap(RedisReading::facts), missing);
    }

    @Override
    public synchronized void close() {
        postgres.ifPresent(PostgresSource::close);
    }
}
