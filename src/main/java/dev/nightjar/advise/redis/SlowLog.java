package dev.nightjar.advise.redis;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Evidence;
import dev.nightjar.model.Finding;
import dev.nightjar.model.FindingBuilder;
import dev.nightjar.model.RedisFacts.SlowCommand;
import dev.nightjar.model.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Slow commands that no other check explains. */
final class SlowLog implements RedisCheck {
    private static final int SHOWN = 5;

    @Override
    public String id() {
        return "RED-SLOWLOG";
    }

    @Override
    public Advice assess(RedisInput input) {
        List<SlowCommand> entries = input.facts().slowlog().stream()
                .filter(entry -> input.night().window().contains(entry.at()))
                .filter(entry -> !entry.command().toLowerCase(Locale.ROOT).startsWith("keys"))
                .toList();
        double perHour = entries.size() / (input.night().window().days() * 24);
        if (perHour < input.limit(RedisThreshold.REDIS_SLOWLOG) || entries.size() < 5) {
            return Advice.NONE;
        }
        Map<String, Integer> byCommand = new TreeMap<>();
        entries.forEach(entry -> byCommand.merge(entry.command(), 1, Integer::sum));
        FindingBuilder builder = Finding.about(id(), "redis slow log")
                .severity(Severity.LOW)
                .title(Amounts.count(perHour) + " slow commands an hour")
                .explained("Each blocked all other clients for longer than slowlog-log-slower-than.")
                .figure("entries", perHour, "per hour", RedisInput.WINDOW, "SLOWLOG")
                .confidence(0.7);
        byCommand.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(SHOWN)
                .forEach(entry ->
                        builder.evidence(Evidence.text(entry.getKey(), entry.getValue() + " times", "SLOWLOG")));
        return Advice.of(builder.build());
    }
}
