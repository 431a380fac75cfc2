package dev.nightjar.job.nightly;

import dev.nightjar.job.nightly.NightlyRun.Result;
import dev.nightjar.model.LogSummary;
import dev.nightjar.model.Night;
import dev.nightjar.model.PoolSamples;
import dev.nightjar.model.RedisFacts;
import dev.nightjar.model.ServerFacts;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.Window;
import dev.nightjar.model.schema.SchemaSnapshot;
import dev.nightjar.store.SourceCoverage;
import dev.nightjar.store.Store;
import java.util.List;

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
                coverage(run.target(), lookback),
                run.kept(Result.SERVER, ServerFacts.class),
                run.kept(Result.CATALOG, SchemaSnapshot.class),
                run.kept(Result.REDIS, RedisFacts.class),
                run.kept(Result.LOG, LogSummary.class),
                run.keptList(Result.POOLS, PoolSamples.class),
                histories,
                run.missing());
    }

    /** Of the source seen most: what one source missed is told in its own line of the report. */
    private double coverage(String target, Window lookback) {
        return store.samples().coverage(target, lookback).stream()
                .mapToDouble(SourceCoverage::share)
                .max()
                .orElse(0);
    }
}
