package dev.nightjar.job.nightly;

import dev.nightjar.job.collect.OpenSources;
import dev.nightjar.job.collect.Reading;
import dev.nightjar.job.nightly.NightlyRun.Result;
import dev.nightjar.store.Store;

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
        reading.server().ifPresent(server -> run.keep(Result.SERVER, server));
        reading.redis().ifPresent(redis -> run.keep(Result.REDIS, redis));
        run.keepMissing(Result.SERVER, reading.missing());
    }
}
