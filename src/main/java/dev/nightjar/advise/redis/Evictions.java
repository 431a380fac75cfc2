package dev.nightjar.advise.redis;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.ActionType;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.RedisMetric;
import dev.nightjar.model.Severity;

/**
 * Keys that are thrown out for want of memory. A cache that is full and still answers 95 % is healthy; one that throws out
 * what is asked for next is too small. How much too small one size alone cannot tell, so the answer is a step.
 */
final class Evictions implements RedisCheck {
    private static final double STEP = 1.5;
    private static final double MOST_OF_HOST = 0.75;

    @Override
    public String id() {
        return "RED-EVICT";
    }

    @Override
    public Advice assess(RedisInput input) {
        if (input.samples().isEmpty()) {
            return input.missing(id());
        }
        double evictions = input.perSecond(RedisMetric.EVICTED_KEYS);
        double ofKeys = evictions * 60 / input.now(RedisMetric.KEYS);
        boolean much = evictions >= input.limit(RedisThreshold.REDIS_EVICTIONS)
                || ofKeys >= input.limit(RedisThreshold.REDIS_EVICTION_SHARE);
        double sustained = (double) input.samples().stream()
                        .filter(sample -> sample.measures().known(RedisMetric.EVICTED_KEYS) > 0)
                        .count()
                / input.samples().size();
        if (!much || sustained < input.limit(RedisThreshold.REDIS_SUSTAINED)) {
            return Advice.NONE;
        }
        double hitRate = input.hitRate();
        boolean healthy = hitRate >= input.limit(RedisThreshold.REDIS_HEALTHY_HIT_RATE);
        boolean low = hitRate < input.limit(RedisThreshold.REDIS_HIT_RATE);
        Finding finding = Finding.about(id(), "redis memory")
                .severity(healthy ? Severity.INFO : low ? Severity.HIGH : Severity.MEDIUM)
                .title("Redis throws out " + Amounts.count(evictions) + " keys a second for want of memory")
                .explained(
                        healthy
                                ? "Still " + Amounts.percent(hitRate)
                                        + " of the reads find their key: a full cache at work."
                                : "maxmemory is " + Amounts.bytes(input.maxMemory())
                                        + "; what is asked for does not fit"
                                        + (low
                                                ? ", and only " + Amounts.percent(hitRate)
                                                        + " of the reads find their key."
                                                : "."))
                .figure("evictions", evictions, "keys/s", RedisInput.WINDOW, RedisInput.SOURCE)
                .figure("of all keys", ofKeys * 100, "% per minute", RedisInput.WINDOW, RedisInput.SOURCE)
                .figure("hit rate", hitRate * 100, "%", RedisInput.WINDOW, RedisInput.SOURCE)
                .figure("maxmemory", input.maxMemory(), "bytes", "now", RedisInput.SOURCE)
                .confidence(0.9)
                .build();
        return healthy ? Advice.of(finding) : Advice.of(finding, larger(input, finding, low));
    }

    private static Recommendation larger(RedisInput input, Finding finding, boolean low) {
        double proposed = Math.ceil(input.maxMemory() * STEP / (1 << 20)) * (1 << 20);
        double host = input.number("total_system_memory");
        boolean fits = !(proposed > MOST_OF_HOST * host);
        ConfigChange change =
                ConfigChange.of(input, "maxmemory", String.format(java.util.Locale.ROOT, "%.0f", proposed), "0");
        return Recommendation.to(ActionType.REDIS_SETTING, "maxmemory")
                .answers(finding)
                .title(
                        fits
                                ? "Raise maxmemory to " + Amounts.bytes(proposed)
                                : "Raise maxmemory, after giving the host more memory")
                .because(
                        "One size cannot tell how much is needed: try half as much again, and the next report measures what it"
                                + " gave. "
                                + (fits
                                        ? "The host has " + (host > 0 ? Amounts.bytes(host) : "an unknown amount")
                                                + " in all."
                                        : "The host has only " + Amounts.bytes(host)
                                                + ", and forks and buffers need room.")
                                + " Else cache less: shorter times to live, smaller values, only what is asked for again.")
                .harm(low ? 0.2 : 0.08)
                .bytesNeeded(0)
                .redis(change.apply(), change.undo())
                .verifiedBy("the hit rate rises and evictions fall on three nights")
                .source(RedisInput.SOURCE)
                .build();
    }
}
