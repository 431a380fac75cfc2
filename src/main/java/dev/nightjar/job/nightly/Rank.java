package dev.nightjar.job.nightly;

import dev.nightjar.advise.priority.Ranker;
import dev.nightjar.advise.priority.Ranking;
import dev.nightjar.job.nightly.NightlyRun.Result;
import dev.nightjar.model.Advice;
import dev.nightjar.store.Store;

/** Puts all recommendations into one order and enters the night into the ledger. */
final class Rank implements Stage {
    private final Nights nights;
    private final Store store;

    Rank(Nights nights, Store store) {
        this.nights = nights;
        this.store = store;
    }

    @Override
    public String name() {
        return "rank";
    }

    @Override
    public void run(NightlyRun run) {
        Advice advice = run.kept(Result.ADVICE, Advice.class).orElse(Advice.NONE);
        Ranking ranking = new Ranker(run.thresholds()).rank(nights.of(run), advice.recommendations());
        run.keep(Result.RANKING, ranking);
        store.nights().save(run.target(), run.window(), run.revision(), advice.findings(), ranking.recommendations());
    }
}
