package dev.nightjar.advise.redis;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.ActionType;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.FindingBuilder;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.RedisMetric;
import dev.nightjar.model.Severity;
import dev.nightjar.model.SubjectHistory;
import java.util.List;
import java.util.Optional;

/** Reads that do not find their key, by cause: thrown out, expired, or never there. Each is answered from the database instead. */
final class LowHitRate implements RedisCheck {
    @Override
    public String id() {
        return "RED-HIT-LOW";
    }

    @Override
    public Advice assess(RedisInput input) {
        if (input.samples().isEmpty()) {
            return input.missing(id());
        }
        double hitRate = input.hitRate();
        double before = before(input);
        boolean low = hitRate < input.limit(RedisThreshold.REDIS_HIT_RATE);
        boolean fell = before - hitRate >= input.limit(RedisThreshold.REDIS_HIT_RATE_DROP);
        if ((!low && !fell) || !input.looksLikeCache()) {
            return Advice.NONE;
        }
        double misses = input.perSecond(RedisMetric.KEYSPACE_MISSES);
        Cause cause = cause(input);
        FindingBuilder builder = Finding.about(id(), "redis hit rate")
                .severity(Severity.MEDIUM)
                .title(
                        fell
                                ? "The hit rate of Redis fell from " + Amounts.percent(before) + " to "
                                        + Amounts.percent(hitRate)
                                : "Only " + Amounts.percent(hitRate) + " of the reads find their key")
                .explained(cause.words() + " Each miss is answered by the database instead, " + Amounts.count(misses)
                        + " times a second.")
                .figure("hit rate", hitRate * 100, "%", RedisInput.WINDOW, RedisInput.SOURCE)
                .figure("before", before * 100, "%", "the days before", RedisInput.SOURCE)
                .figure("misses", misses, "per second", RedisInput.WINDOW, RedisInput.SOURCE)
                .figure(
                        "evictions",
                        input.perSecond(RedisMetric.EVICTED_KEYS),
                        "per second",
                        RedisInput.WINDOW,
                        RedisInput.SOURCE)
                .figure(
                        "expired",
                        input.perSecond(RedisMetric.EXPIRED_KEYS),
                        "per second",
                        RedisInput.WINDOW,
                        RedisInput.SOURCE)
                .confidence(0.8);
        if (cause.isMemory()) {
            builder.symptomOf(Finding.id("RED-EVICT", "redis memory"));
        }
        Finding finding = builder.build();
        return cause.isMemory() ? Advice.of(finding) : Advice.of(finding, answer(finding, cause));
    }

    /** @param remedy empty where another finding has it */
    private record Cause(String words, Optional<String> remedy) {
        boolean isMemory() {
            return remedy.isEmpty();
        }
    }

    private static Cause cause(RedisInput input) {
        double misses = input.night(RedisMetric.KEYSPACE_MISSES);
        double evicted = input.night(RedisMetric.EVICTED_KEYS);
        double expired = input.night(RedisMetric.EXPIRED_KEYS);
        if (evicted >= 0.05 * misses) {
            return new Cause(
                    "Keys are thrown out for want of memory before they are asked for again.", Optional.empty());
        }
        if (expired >= 0.3 * misses) {
            return new Cause(
                    "About as many keys expire as reads miss: times to live are too short for how often values are asked for.",
                    Optional.of("Give longer times to live, with ± 10 % of chance so that not all expire at once"));
        }
        if (input.now(RedisMetric.UPTIME_SECONDS) < 2 * input.seconds()) {
            return new Cause(
                    "The server was started lately and is still cold.",
                    Optional.of("Wait, or fill the cache before switching traffic to it"));
        }
        return new Cause(
                "Neither evictions nor expiry explain it: keys are asked for that were never written.",
                Optional.of(
                        "Store that there is nothing (a short-lived empty value), or check the way keys are built"));
    }

    private static Recommendation answer(Finding finding, Cause cause) {
        return Recommendation.to(ActionType.APPLICATION_CHANGE, "redis hit rate")
                .answers(finding)
                .title("Let reads find their key")
                .because(cause.words())
                .harm(0.1)
                .text(List.of(cause.remedy().orElseThrow()), List.of("Deploy the release before"))
                .verifiedBy("the hit rate rises on three nights")
                .source(RedisInput.SOURCE)
                .build();
    }

    /** The hit rate of the lookback without the night; NaN where there were too few reads. */
    private static double before(RedisInput input) {
        SubjectHistory history = input.history().orElseThrow();
        double hits = history.lookback(RedisMetric.KEYSPACE_HITS) - history.night(RedisMetric.KEYSPACE_HITS);
        double misses = history.lookback(RedisMetric.KEYSPACE_MISSES) - history.night(RedisMetric.KEYSPACE_MISSES);
        return hits + misses >= input.limit(RedisThreshold.REDIS_READS) ? hits / (hits + misses) : Double.NaN;
    }
}
