package dev.nightjar.job.nightly;

import dev.nightjar.job.collect.OpenSources;
import dev.nightjar.job.collect.Reading;
import dev.nightjar.job.nightly.NightlyRun.Result;
import dev.nightjar.model.RedisFacts;
import dev.nightjar.model.ServerFacts;
import dev.nightjar.store.Store;
import java.util.Optional;

/** Visits the servers once more, so that a report says what can't be read tonight even where nothing was collected. */
final class InspectServers implements Stage {
    private final OpenSources sources;
    private final Store store;

    InspectServers(OpenSources sources, Store store) {
        this.sources = sources;
        this.store = store;
    }

    @Override
    public String name() {
        return "inspect-servers";
    }

    @Override
    public void run(NightlyRun run) {
        Reading reading = sources.of(run.job()).inspect();
        reading.snapshots().forEach(store.samples()::record);
        keep(run, Result.SERVER, reading.server(), ServerFacts.class);
        keep(run, Result.REDIS, reading.redis(), RedisFacts.class);
        run.keepMissing(Result.SERVER, reading.missing());
    }

    /** Of a server that does not answer tonight, what a visit saw last. */
    private <T> void keep(NightlyRun run, Result result, Optional<T> seen, Class<T> type) {
        seen.or(() -> store.facts().latest(run.target(), type, run.window().to()))
                .ifPresent(facts -> run.keep(result, facts));
    }
}
