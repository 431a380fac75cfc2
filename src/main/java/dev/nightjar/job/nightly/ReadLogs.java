package dev.nightjar.job.nightly;

import dev.nightjar.config.LogFiles;
import dev.nightjar.job.nightly.NightlyRun.Result;
import dev.nightjar.model.MissingInput;
import dev.nightjar.model.target.PostgresTarget;
import dev.nightjar.source.log.ChunkedLogSource;
import dev.nightjar.source.log.FileLogSource;
import dev.nightjar.source.log.LogAnalysis;
import dev.nightjar.source.log.LogFileSearch;
import dev.nightjar.source.log.LogFollower;
import dev.nightjar.source.log.LogOptions;
import dev.nightjar.source.log.LogPosition;
import dev.nightjar.source.log.LogSegment;
import dev.nightjar.source.log.LogSource;
import dev.nightjar.source.log.LogTwins;
import dev.nightjar.source.postgres.LogOverSql;
import dev.nightjar.source.postgres.LogUnreadableException;
import dev.nightjar.source.postgres.PostgresUnavailableException;
import dev.nightjar.store.Store;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Reads what is new in a target's logs. Each segment's digest is stored together with the position after it, so that a
 * run that is killed goes on behind the last segment, and nothing is lost or counted twice.
 */
final class ReadLogs implements Stage {
    private final Store store;
    private final InstantSource clock;
    private final BooleanSupplier stopped;

    ReadLogs(Store store, InstantSource clock, BooleanSupplier stopped) {
        this.store = store;
        this.clock = clock;
        this.stopped = stopped;
    }

    @Override
    public String name() {
        return "read-logs";
    }

    @Override
    public void run(NightlyRun run) {
        List<MissingInput> missing = new ArrayList<>();
        run.job().logs().ifPresent(logs -> read(run, logs, missing));
        run.keepMissing(Result.LOG, missing);
    }

    private void read(NightlyRun run, LogFiles logs, List<MissingInput> missing) {
        List<LogSource> sources = new ArrayList<>();
        if (!logs.files().isEmpty()) {
            LogFileSearch.Found found = LogFileSearch.find(logs.files());
            found.files().forEach(file -> sources.add(new FileLogSource(file)));
            found.missing()
                    .forEach(name -> missing.add(new MissingInput(
                            "postgres log",
                            "no file is called or matches " + name,
                            "correct logs.files in the job file, or let this user read the folder")));
            found.denied()
                    .forEach(reason -> missing.add(new MissingInput(
                            "postgres log",
                            reason,
                            "let this user read the folder, or correct logs.files in the job file")));
        }
        LogOptions options = options(run, logs);
        follow(run, options, sources, missing);
        run.job()
                .postgres()
                .filter(server -> logs.overSql())
                .ifPresent(target -> readOverSql(run, target, options, missing));
    }

    private void readOverSql(NightlyRun run, PostgresTarget target, LogOptions options, List<MissingInput> missing) {
        List<LogSource> sources = new ArrayList<>();
        try (LogOverSql server = new LogOverSql(target, run.job().timeMap())) {
            server.list()
                    .forEach(file -> sources.add(new ChunkedLogSource(
                            file.name(),
                            file.size(),
                            Optional.of(clock.instant().minus(file.unchangedFor())),
                            LogOverSql.LONGEST_READ,
                            (offset, length) -> server.read(file.name(), offset, length))));
            follow(run, options, LogTwins.among(recent(run, sources)).kept(), missing);
        } catch (PostgresUnavailableException unavailable) {
            missing.add(unavailable.missing());
        } catch (LogUnreadableException unreadable) {
            missing.add(unreadable.missing());
        }
    }

    private void follow(NightlyRun run, LogOptions options, List<LogSource> sources, List<MissingInput> missing) {
        List<LogPosition> known = store.logs().positions(run.target()).stream()
                .map(LogPosition::fromBytes)
                .toList();
        try (LogFollower follower = new LogFollower(options, recent(run, sources), known, clock)) {
            Optional<LogSegment> next = follower.next();
            while (next.isPresent()) {
                keep(run, next.get());
                // A stop is honoured between segments: the next start goes on behind this one.
                next = stopped.getAsBoolean() ? Optional.empty() : follower.next();
            }
            for (LogAnalysis.FileOutcome outcome : follower.outcomes()) {
                if (!outcome.problem().isEmpty()) {
                    missing.add(new MissingInput(
                            "postgres log " + outcome.name(),
                            outcome.problem(),
                            "check the file; what could be read of it is in the report"));
                }
            }
        }
    }

    /** Without those that were written to last before the lookback: years of rotated logs say nothing of it. */
    private static List<LogSource> recent(NightlyRun run, List<LogSource> sources) {
        Instant from = run.lookback().from();
        return sources.stream()
                .filter(source -> {
                    try {
                        return source.lastChange()
                                .filter(change ->
                                        run.job().timeMap().toMapped(change).isBefore(from))
                                .isEmpty();
                    } catch (IOException gone) {
                        // Whoever opens it says why.
                        return true;
                    }
                })
                .toList();
    }

    private void keep(NightlyRun run, LogSegment segment) {
        store.logs()
                .append(
                        run.target(),
                        segment.position().file(),
                        segment.start(),
                        segment.digest().firstEntry().orElse(run.window().from()),
                        segment.digest().lastEntry().orElse(run.window().from()),
                        segment.digest().toBytes(),
                        segment.position().toBytes());
    }

    private LogOptions options(NightlyRun run, LogFiles logs) {
        LogOptions options = LogOptions.standard()
                .notAfter(clock.instant())
                .withTimeMap(run.job().timeMap()::toMapped)
                .keepingSamples(logs.keepLiterals());
        return logs.prefix().map(options::withPrefix).orElse(options);
    }
}
