package dev.nightjar.job.nightly;

import dev.nightjar.advise.health.DeadRowFindings;
import dev.nightjar.advise.health.HealthChecks;
import dev.nightjar.advise.health.OutlookFindings;
import dev.nightjar.advise.health.RegressionFindings;
import dev.nightjar.advise.health.UnusualMetricFindings;
import dev.nightjar.advise.pool.PoolAdviser;
import dev.nightjar.advise.redis.RedisChecks;
import dev.nightjar.detect.DeadRows;
import dev.nightjar.detect.DetectionResult;
import dev.nightjar.job.nightly.NightlyRun.Result;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Night;
import dev.nightjar.model.Thresholds;
import java.util.List;

/** Runs every adviser over the night, each told what those before it found. */
final class Advise implements Stage {
    private final Nights nights;

    Advise(Nights nights) {
        this.nights = nights;
    }

    @Override
    public String name() {
        return "advise";
    }

    @Override
    public void run(NightlyRun run) {
        Night night = nights.of(run);
        Thresholds thresholds = run.thresholds();
        Advice indexes = run.kept(Result.INDEX_ADVICE, Advice.class).orElse(Advice.NONE);
        Advice regressions = run.kept(Result.DETECTION, DetectionResult.class)
                .map(result -> new RegressionFindings(thresholds).of(night, result, indexes.findings()))
                .orElse(Advice.NONE);
        Advice explained = indexes.plus(regressions);
        Advice health = new HealthChecks(thresholds).assess(night, explained.findings());
        Advice pools = new PoolAdviser(thresholds).advise(night);
        Advice redis = new RedisChecks(thresholds).assess(night);
        run.keep(
                Result.ADVICE,
                explained
                        .plus(servers(run, health.findings()))
                        .plus(health)
                        .plus(pools)
                        .plus(redis));
    }

    /** What is to come, what the night went with, and what was unusual; what a check tells is not told twice. */
    private static Advice servers(NightlyRun run, List<Finding> told) {
        Advice deadRows = run.kept(Result.DEAD_ROWS, DeadRows.Found.class)
                .map(found -> new DeadRowFindings(run.thresholds()).of(found, told))
                .orElse(Advice.NONE);
        return run.kept(Result.SERVER_STORY, ServerStory.class)
                .map(story -> OutlookFindings.of(story.outlooks(), told)
                        .plus(deadRows)
                        .plus(OutlookFindings.of(story.responseTime()))
                        .plus(UnusualMetricFindings.of(story.unusual())))
                .orElse(Advice.NONE);
    }
}
