package dev.nightjar.advise.redis;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.ActionType;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.RedisFacts.SlowCommand;
import dev.nightjar.model.RedisMetric;
import dev.nightjar.model.Severity;
import java.util.List;
import java.util.Locale;

/** KEYS walks the whole keyspace while everybody else waits. */
final class KeysCommand implements RedisCheck {
    private static final double LONG_MS = 100;

    @Override
    public String id() {
        return "RED-CMD-KEYS";
    }

    @Override
    public Advice assess(RedisInput input) {
        if (input.commands().isEmpty()) {
            return input.missing(id());
        }
        RedisInput.Command keys = input.command("keys").orElse(new RedisInput.Command("keys", 0, 0, 0));
        double share = keys.usec() / Math.max(1, input.commandUsec());
        double perDay = keys.calls() / input.night().window().days();
        boolean often = perDay >= input.limit(RedisThreshold.REDIS_KEYS_CALLS)
                && keys.calls() >= 3
                && input.now(RedisMetric.KEYS) >= input.limit(RedisThreshold.REDIS_KEYS_KEYSPACE);
        boolean dear = share >= input.limit(RedisThreshold.REDIS_KEYS_SHARE) && keys.meanMs() >= 1;
        if (!often && !dear) {
            return Advice.NONE;
        }
        double longest = input.facts().slowlog().stream()
                        .filter(entry ->
                                entry.command().toLowerCase(Locale.ROOT).startsWith("keys"))
                        .mapToDouble(SlowCommand::micros)
                        .max()
                        .orElse(Double.NaN)
                / 1000;
        boolean high = share >= input.limit(RedisThreshold.REDIS_COMMAND_SHARE) || longest >= LONG_MS;
        Finding finding = Finding.about(id(), "KEYS")
                .severity(high ? Severity.HIGH : Severity.MEDIUM)
                .title("KEYS takes " + Amounts.percent(share) + " of the command time")
                .explained("Each call walks all " + Amounts.count(input.now(RedisMetric.KEYS)) + " keys in "
                        + Amounts.count(keys.meanMs()) + " ms on average, and every other client waits meanwhile.")
                .figure("calls", perDay, "per day", RedisInput.WINDOW, "INFO commandstats")
                .figure("mean", keys.meanMs(), "ms", RedisInput.WINDOW, "INFO commandstats")
                .figure("longest", longest, "ms", "slow log", "SLOWLOG")
                .figure("share of command time", share * 100, "%", RedisInput.WINDOW, "INFO commandstats")
                .confidence(0.95)
                .build();
        return Advice.of(
                finding,
                Recommendation.to(ActionType.APPLICATION_CHANGE, "KEYS")
                        .answers(finding)
                        .title("Replace KEYS by SCAN, or keep the names in a set")
                        .because("SCAN walks in small steps between which others are served; a set answers at once.")
                        .harm(high ? 0.3 : 0.1)
                        .judged(0.9, 0.05, 3)
                        .text(
                                List.of(
                                        "SCAN cursor MATCH pattern COUNT 200, until the cursor is 0",
                                        "or SADD index name with every write, SMEMBERS or SSCAN to list",
                                        "then forbid it: ACL SETUSER <application> -keys"),
                                List.of("ACL SETUSER <application> +keys"))
                        .verifiedBy("no calls of KEYS on three nights")
                        .source("INFO commandstats, SLOWLOG")
                        .build());
    }
}
