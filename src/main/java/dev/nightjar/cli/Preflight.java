package dev.nightjar.cli;

import dev.nightjar.cli.CheckResult.ReadInput;
import dev.nightjar.config.Job;
import dev.nightjar.config.LogFiles;
import dev.nightjar.model.MissingInput;
import dev.nightjar.model.Snapshot;
import dev.nightjar.model.target.PostgresTarget;
import dev.nightjar.model.target.RedisTarget;
import dev.nightjar.source.metrics.FilePattern;
import dev.nightjar.source.metrics.PoolSampleFile;
import dev.nightjar.source.postgres.GrantedAccess;
import dev.nightjar.source.postgres.LogOverSql;
import dev.nightjar.source.postgres.LogUnreadableException;
import dev.nightjar.source.postgres.PostgresReading;
import dev.nightjar.source.postgres.PostgresSource;
import dev.nightjar.source.postgres.PostgresUnavailableException;
import dev.nightjar.source.postgres.SettingHints;
import dev.nightjar.source.redis.RedisReading;
import dev.nightjar.source.redis.RedisSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Visits all sources of a job once, as its jobs would, and notes what can be read. */
final class Preflight {
    private static final String LOG = "postgres log";

    private final Job job;
    private final InstantSource clock;
    private final List<ReadInput> readable = new ArrayList<>();
    private final List<MissingInput> missing = new ArrayList<>();
    private final List<MissingInput> hints = new ArrayList<>();
    private Optional<String> server = Optional.empty();
    private Optional<String> redis = Optional.empty();

    Preflight(Job job, InstantSource clock) {
        this.job = job;
        this.clock = clock;
    }

    CheckResult run() {
        job.postgres().ifPresent(this::postgres);
        job.logs().ifPresent(logs -> logFiles(logs.files()));
        job.redis().ifPresent(this::redis);
        if (!job.pools().isEmpty()) {
            pools();
        }
        return new CheckResult(job.target(), server, redis, readable, missing, hints);
    }

    private void postgres(PostgresTarget target) {
        PostgresReading reading;
        try (PostgresSource source = new PostgresSource(target, job.timeMap())) {
            reading = source.collect();
        }
        missing.addAll(reading.missing());
        counters(reading.snapshots());
        if (reading.server().isEmpty()) {
            return;
        }
        server = reading.server()
                .map(facts -> "PostgreSQL " + facts.version() + " at " + target.hosts() + ", started "
                        + facts.startedAt() + (facts.inRecovery() ? ", a standby" : ""));
        for (String database : target.allDatabases()) {
            Optional<MissingInput> statistics = GrantedAccess.COLUMN_STATISTICS.missing(target, database);
            statistics.ifPresent(missing::add);
            if (statistics.isEmpty()) {
                readable.add(new ReadInput("column statistics", database));
            }
            GrantedAccess.SEQUENCES.missing(target, database).ifPresent(missing::add);
        }
        if (job.logs().map(LogFiles::overSql).orElse(false)) {
            logOverSql(target);
        }
        if (job.logs().isEmpty()) {
            hints.add(new MissingInput(
                    LOG,
                    "is not asked for: single slow executions, lock waits, deadlocks and temporary files stay unknown",
                    "add to the job file: logs: {files: [\"/var/log/postgresql/*\"]} or logs: {overSql: true}"));
        }
        reading.server().ifPresent(facts -> hints.addAll(SettingHints.of(facts)));
    }

    private void counters(List<Snapshot> snapshots) {
        Map<String, Integer> subjects = new TreeMap<>();
        for (Snapshot snapshot : snapshots) {
            String view = snapshot.source().replaceFirst(":.*", "");
            subjects.merge(view, snapshot.observations().size(), Integer::sum);
        }
        subjects.forEach((view, count) -> readable.add(new ReadInput(view, count + (count == 1 ? " row" : " rows"))));
    }

    private void logOverSql(PostgresTarget target) {
        try (LogOverSql log = new LogOverSql(target, job.timeMap())) {
            List<LogOverSql.ServerFile> files = log.list();
            if (files.isEmpty()) {
                missing.add(new MissingInput(
                        LOG,
                        "the server's log directory is empty",
                        "turn on logging_collector (restart), or give the files' paths in logs.files"));
                return;
            }
            log.read(files.get(files.size() - 1).name(), 0, 1);
            long bytes = files.stream().mapToLong(LogOverSql.ServerFile::size).sum();
            readable.add(new ReadInput(LOG, files.size() + " files, " + megabytes(bytes) + " MB, over SQL"));
        } catch (LogUnreadableException e) {
            missing.add(e.missing());
        } catch (PostgresUnavailableException e) {
            missing.add(new MissingInput(LOG, e.missing().reason(), e.missing().remedy()));
        }
    }

    private void logFiles(List<String> patterns) {
        for (String pattern : patterns) {
            try {
                List<Path> files = FilePattern.expand(pattern);
                Optional<Path> closed =
                        files.stream().filter(file -> !Files.isReadable(file)).findFirst();
                if (files.isEmpty() || closed.isPresent()) {
                    missing.add(new MissingInput(
                            LOG,
                            closed.map(file -> file + " may not be read by this user")
                                    .orElse("there is no file " + pattern),
                            closed.map(file -> "let this user read it, e.g. add it to the group of " + file)
                                    .orElse("correct logs.files in the job file, or read through the server with"
                                            + " logs: {overSql: true}")));
                } else {
                    long bytes = 0;
                    for (Path file : files) {
                        bytes += Files.size(file);
                    }
                    readable.add(new ReadInput(LOG, files.size() + " files, " + megabytes(bytes) + " MB, " + pattern));
                }
            } catch (IOException e) {
                missing.add(new MissingInput(
                        LOG, pattern + " cannot be listed", "let this user read the folder, or correct logs.files"));
            }
        }
    }

    private void redis(RedisTarget target) {
        RedisReading reading = new RedisSource(target, job.timeMap(), clock).inspect();
        missing.addAll(reading.missing());
        counters(reading.snapshots());
        reading.facts().ifPresent(facts -> {
            redis = Optional.of((facts.version().startsWith("Valkey") ? "" : "Redis ") + facts.version() + " at "
                    + target.host() + ":" + target.port());
            if (!facts.config().isEmpty()) {
                readable.add(new ReadInput("redis config", facts.config().size() + " settings"));
            }
            if (reading.missing().stream().noneMatch(input -> input.source().equals("redis keys"))) {
                readable.add(new ReadInput("redis keys", facts.keys().size() + " sampled"));
            }
        });
    }

    private void pools() {
        PoolSampleFile.Reading reading = PoolSampleFile.latest(job.pools(), job.target(), job.timeMap());
        missing.addAll(reading.missing());
        reading.pools()
                .forEach(pool -> readable.add(new ReadInput(
                        "pool samples",
                        pool.pool() + ", size " + pool.size() + ", the last "
                                + pool.points().size() + " samples")));
    }

    private static long megabytes(long bytes) {
        return Math.round(bytes / 1e6);
    }
}
