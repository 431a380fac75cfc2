package dev.nightjar.job;

import dev.nightjar.job.nightly.NightlyRun;
import dev.nightjar.job.nightly.NightlyRuns;
import dev.nightjar.job.run.RunOutcome;
import dev.nightjar.job.run.RunRequest;
import dev.nightjar.model.MissingInput;
import dev.nightjar.store.Store;
import java.nio.file.Path;
import java.util.List;

/** What a run left in the store. */
final class StoredOutcome implements RunOutcome {
    private final Store store;
    private final NightlyRuns runs;

    StoredOutcome(Store store, NightlyRuns runs) {
        this.store = store;
        this.runs = runs;
    }

    @Override
    public List<MissingInput> missing(RunRequest request) {
        if (request instanceof RunRequest.Collect collect) {
            return store.facts().latestAll(collect.target(), MissingInput.class, collect.slot());
        }
        return nightly(request).missing();
    }

    @Override
    public List<Path> files(RunRequest request) {
        return request instanceof RunRequest.Nightly ? nightly(request).files() : List.of();
    }

    private NightlyRun nightly(RunRequest request) {
        return runs.of((RunRequest.Nightly) request);
    }
}
