package dev.nightjar.job.nightly;

import dev.nightjar.job.nightly.NightlyRun.Result;
import dev.nightjar.source.metrics.PoolSampleFile;

/** Reads the samples of connection pools over the lookback, finer than what collecting keeps. */
final class ReadPools implements Stage {

    @Override
    public String name() {
        return "read-pools";
    }

    @Override
    public void run(NightlyRun run) {
        PoolSampleFile.Reading reading = PoolSampleFile.read(
                run.job().pools(), run.lookback(), run.target(), run.job().timeMap());
        run.keepList(Result.POOLS, reading.pools());
        run.keepMissing(Result.POOLS, reading.missing());
    }
}
