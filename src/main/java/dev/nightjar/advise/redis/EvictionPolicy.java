package dev.nightjar.advise.redis;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.ActionType;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.RedisMetric;
import dev.nightjar.model.Severity;
import java.util.List;

/** A policy that does not fit the keys: it may evict almost none of them, or none although all could go. */
final class EvictionPolicy implements RedisCheck {
    private static final double CACHE = 0.95;

    @Override
    public String id() {
        return "RED-MEM-POLICY";
    }

    @Override
    public Advice assess(RedisInput input) {
        double fill = input.fill();
        double ttlShare = input.ttlShare();
        String policy = input.policy();
        if (Double.isNaN(fill) || input.now(RedisMetric.KEYS) < input.limit(RedisThreshold.REDIS_KEYS)) {
            return Advice.NONE;
        }
        boolean full = fill >= input.limit(RedisThreshold.REDIS_NEARLY_FULL);
        boolean few = policy.startsWith("volatile-") && ttlShare < input.limit(RedisThreshold.REDIS_VOLATILE_SHARE);
        boolean none = policy.equals("noeviction") && ttlShare >= CACHE && full;
        if (!few && !none) {
            return Advice.NONE;
        }
        Finding finding = Finding.about(id(), "redis policy")
                .severity(full ? Severity.HIGH : Severity.LOW)
                .title(
                        few
                                ? "Only " + Amounts.percent(ttlShare) + " of the keys may be evicted under " + policy
                                : "Nearly every key has a time to live, but the policy is noeviction")
                .explained(
                        few
                                ? "Once memory is full, the few keys with a time to live go at once and then writes are refused."
                                : "It is used as a cache; when memory is full, writes are refused instead of old keys evicted.")
                .figure("keys with a time to live", ttlShare * 100, "%", "now", RedisInput.SOURCE)
                .figure("memory in use", fill * 100, "% of maxmemory", "now", RedisInput.SOURCE)
                .build();
        return Advice.of(
                finding,
                Recommendation.to(ActionType.REDIS_SETTING, "maxmemory-policy")
                        .answers(finding)
                        .title("Choose a policy that fits: allkeys-lru for a cache, times to live for the rest")
                        .because(
                                "Under allkeys-lru every key may be evicted; where durable data shares the server, split it"
                                        + " first.")
                        .harm(full ? 0.4 : 0.05)
                        .redis(
                                List.of("# only if every key may be lost: CONFIG SET maxmemory-policy allkeys-lru"),
                                List.of("CONFIG SET maxmemory-policy " + policy))
                        .verifiedBy("memory stays below maxmemory without refused writes")
                        .source(RedisInput.SOURCE)
                        .build());
    }
}
