package dev.nightjar.advise.redis;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.ActionType;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.RedisMetric;
import dev.nightjar.model.Severity;
import java.util.List;

/** A memory limit that is reached while the policy finds nothing to evict: writes are refused, now or next. */
final class RefusedWrites implements RedisCheck {
    @Override
    public String id() {
        return "RED-MEM-OOM";
    }

    @Override
    public Advice assess(RedisInput input) {
        double fill = input.fill();
        if (Double.isNaN(fill) || input.isReplica()) {
            return Advice.NONE;
        }
        String policy = input.policy();
        boolean nothingToEvict = policy.equals("noeviction")
                || (policy.startsWith("volatile-") && input.now(RedisMetric.KEYS_WITH_TTL) == 0);
        double refused = input.commands().stream()
                .mapToDouble(RedisInput.Command::rejected)
                .sum();
        boolean refuses = refused > 0 && input.info("errorstat_OOM").isPresent();
        if (!nothingToEvict || (fill < input.limit(RedisThreshold.REDIS_FULL) && !refuses)) {
            return Advice.NONE;
        }
        Finding finding = Finding.about(id(), "redis memory")
                .severity(Severity.CRITICAL)
                .title(
                        refused > 0
                                ? "Redis is full and refused " + Amounts.count(refused) + " commands"
                                : "Redis is full and will refuse writes")
                .explained(Amounts.percent(fill) + " of maxmemory (" + Amounts.bytes(input.maxMemory())
                        + ") is in use, and the policy " + policy + " has nothing that it may evict.")
                .figure("memory in use", fill * 100, "% of maxmemory", "now", RedisInput.SOURCE)
                .figure("commands refused", refused, "", RedisInput.WINDOW, "INFO commandstats")
                .confidence(0.9)
                .build();
        ConfigChange change = ConfigChange.of(
                input, "maxmemory", String.format(java.util.Locale.ROOT, "%.0f", input.maxMemory() * 1.5), "0");
        return Advice.of(
                finding,
                Recommendation.to(ActionType.REDIS_SETTING, "maxmemory")
                        .answers(finding)
                        .title("Give Redis more memory, or let it evict")
                        .because(
                                "For a pure cache the policy allkeys-lru is right; data that must stay needs memory, or times"
                                        + " to live on what need not.")
                        .harm(refused > 0 ? 0.99 : 0.9)
                        .judged(0.9, 0.1, 0.5)
                        .redis(
                                concat(
                                        change.apply(),
                                        "# or, for a pure cache: CONFIG SET maxmemory-policy allkeys-lru"),
                                concat(change.undo(), "# or: CONFIG SET maxmemory-policy " + policy))
                        .verifiedBy("no command is refused on three nights")
                        .source(RedisInput.SOURCE)
                        .build());
    }

    private static List<String> concat(List<String> lines, String more) {
        return java.util.stream.Stream.concat(lines.stream(), java.util.stream.Stream.of(more))
                .toList();
    }
}
