package dev.nightjar.job.nightly;

import dev.nightjar.job.nightly.NightlyRun.Result;
import dev.nightjar.model.Fingerprint;
import dev.nightjar.model.LogSummary;
import dev.nightjar.model.Night;
import dev.nightjar.model.PoolSamples;
import dev.nightjar.model.RedisFacts;
import dev.nightjar.model.ServerFacts;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.SubjectKind;
import dev.nightjar.model.Window;
import dev.nightjar.model.schema.SchemaSnapshot;
import dev.nightjar.store.SourceCoverage;
import dev.nightjar.store.Store;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts together what the store knows of a run's target; every stage after collecting reads this and nothing else. */
final class Nights {
    private final Store store;

    Nights(Store store) {
        this.store = store;
    }

    Night of(NightlyRun run) {
        Window lookback = run.lookback();
        List<SubjectHistory> histories = store.samples().histories(run.target(), lookback, run.window());
        return new Night(
                run.target(),
                run.window(),
                lookback,
                run.job().timeMap(),
                run.job().vcpus(),
                run.diskBytes(),
                coverage(run.target(), lookback),
                run.kept(Result.SERVER, ServerFacts.class),
                run.kept(Result.CATALOG, SchemaSnapshot.class),
                run.kept(Result.REDIS, RedisFacts.class),
                run.kept(Result.LOG, LogSummary.class).map(log -> log.joinedOn(byQueryId(histories))),
                run.keptList(Result.POOLS, PoolSamples.class),
                histories,
                run.missing());
    }

    private static Map<Long, Fingerprint> byQueryId(List<SubjectHistory> histories) {
        Map<Long, Fingerprint> statements = new HashMap<>();
        for (SubjectHistory history : histories) {
            String hex = history.subject().attribute(Subject.FINGERPRINT);
            if (history.subject().kind() == SubjectKind.STATEMENT && !hex.isEmpty()) {
                Fingerprint fingerprint = Fingerprint.parse(hex);
                for (String id : history.subject().attribute(Subject.QUERY_IDS).split(" ", -1)) {
                    if (!id.isEmpty()) {
                        statements.put(Long.parseLong(id), fingerprint);
                    }
                }
            }
        }
        return statements;
    }

    /** Of the source seen most: what one source missed is told in its own line of the report. */
    private double coverage(String target, Window lookback) {
        return store.samples().coverage(target, lookback).stream()
                .mapToDouble(SourceCoverage::share)
                .max()
                .orElse(0);
    }
}
