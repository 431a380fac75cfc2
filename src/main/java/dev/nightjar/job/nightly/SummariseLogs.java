package dev.nightjar.job.nightly;

import dev.nightjar.job.nightly.NightlyRun.Result;
import dev.nightjar.source.log.LogDigest;
import dev.nightjar.source.log.LogSummaries;
import dev.nightjar.store.Store;

/** Adds up the digests of the lookback into what the advisers read. */
final class SummariseLogs implements Stage {
    /** Of each kind of event the heaviest; the totals count all. */
    private static final int KEPT = 50;

    private final Store store;

    SummariseLogs(Store store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "summarise-logs";
    }

    @Override
    public void run(NightlyRun run) {
        LogDigest all = store.logs()
                .sum(
                        run.target(),
                        run.lookback(),
                        LogDigest::new,
                        (sum, digest) -> sum.add(LogDigest.fromBytes(digest)));
        LogSummaries.of(all, KEPT).ifPresent(summary -> run.keep(Result.LOG, summary));
    }
}
