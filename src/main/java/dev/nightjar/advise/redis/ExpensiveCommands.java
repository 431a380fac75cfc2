package dev.nightjar.advise.redis;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.ActionType;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.Severity;
import java.util.List;
import java.util.Set;

/** Commands whose work grows with the size of what they touch, where that shows. */
final class ExpensiveCommands implements RedisCheck {
    private static final Set<String> GROWING = Set.of(
            "hgetall",
            "hkeys",
            "hvals",
            "smembers",
            "sunion",
            "sinter",
            "sdiff",
            "sunionstore",
            "sinterstore",
            "sdiffstore",
            "lrange",
            "lrem",
            "linsert",
            "zrange",
            "zrangebyscore",
            "zrevrange",
            "zrevrangebyscore",
            "zunionstore",
            "zinterstore",
            "sort",
            "sort_ro",
            "mget",
            "mset",
            "del",
            "eval",
            "evalsha",
            "fcall",
            "xrange",
            "flushall",
            "flushdb",
            "bitcount",
            "bitop");

    @Override
    public String id() {
        return "RED-CMD-ON";
    }

    @Override
    public Advice assess(RedisInput input) {
        if (input.commands().isEmpty()) {
            return input.missing(id());
        }
        double all = input.commandUsec();
        boolean busy = all / 1e6 >= input.limit(RedisThreshold.REDIS_BUSY) * input.seconds();
        return input.commands().stream()
                .filter(command -> GROWING.contains(command.name()) && command.calls() >= 10)
                .filter(command -> command.meanMs() >= input.limit(RedisThreshold.REDIS_COMMAND_MS)
                        || (busy
                                && command.usec() >= input.limit(RedisThreshold.REDIS_COMMAND_SHARE) * all
                                && command.meanMs() >= 0.05))
                .map(command -> advice(input, command, command.usec() / all))
                .reduce(Advice.NONE, Advice::plus);
    }

    private Advice advice(RedisInput input, RedisInput.Command command, double share) {
        String name = command.name().toUpperCase(java.util.Locale.ROOT);
        boolean high = command.meanMs() >= 10 * input.limit(RedisThreshold.REDIS_COMMAND_MS) || share >= 0.5;
        Finding finding = Finding.about(id(), name)
                .severity(high ? Severity.HIGH : Severity.MEDIUM)
                .title(name + " takes " + Amounts.percent(share) + " of the command time")
                .explained("A call takes " + Amounts.count(command.meanMs())
                        + " ms, during which every other client waits; its work grows with the size of the value.")
                .figure("calls", command.calls(), "", RedisInput.WINDOW, "INFO commandstats")
                .figure("mean", command.meanMs(), "ms", RedisInput.WINDOW, "INFO commandstats")
                .figure("share of command time", share * 100, "%", RedisInput.WINDOW, "INFO commandstats")
                .confidence(0.8)
                .build();
        return Advice.of(
                finding,
                Recommendation.to(ActionType.APPLICATION_CHANGE, name)
                        .answers(finding)
                        .title("Ask for less at a time than " + name + " gives")
                        .because("Small steps let others in between.")
                        .harm(high ? 0.15 : 0.05)
                        .text(
                                List.of(
                                        "HSCAN, SSCAN, ZSCAN instead of whole values; LRANGE and ZRANGE with bounds",
                                        "UNLINK instead of DEL for large values; sort in the application; shorter scripts"),
                                List.of("Deploy the release before"))
                        .verifiedBy("its share of the command time falls on three nights")
                        .source("INFO commandstats")
                        .build());
    }
}
