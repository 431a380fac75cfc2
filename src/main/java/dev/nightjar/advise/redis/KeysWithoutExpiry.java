package dev.nightjar.advise.redis;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.ActionType;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Evidence;
import dev.nightjar.model.Finding;
import dev.nightjar.model.FindingBuilder;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.RedisFacts.KeySample;
import dev.nightjar.model.RedisMetric;
import dev.nightjar.model.Sample;
import dev.nightjar.model.Severity;
import dev.nightjar.model.SubjectHistory;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Keys that never expire and become more. Durable data may do so by design, and under an allkeys policy a time to live is
 * optional; hence only where they grow and nothing would ever remove them.
 */
final class KeysWithoutExpiry implements RedisCheck {
    private static final int SHOWN = 5;

    @Override
    public String id() {
        return "RED-TTL-COVERAGE";
    }

    @Override
    public Advice assess(RedisInput input) {
        if (input.history().isEmpty()) {
            return input.missing(id());
        }
        double keys = input.now(RedisMetric.KEYS);
        double without = keys - input.now(RedisMetric.KEYS_WITH_TTL);
        boolean evictable = input.maxMemory() > 0 && input.policy().startsWith("allkeys-");
        double growth = growth(input);
        boolean limited = input.maxMemory() > 0;
        boolean crowding = limited
                && input.fill() >= input.limit(RedisThreshold.REDIS_NEARLY_FULL)
                && without >= input.limit(RedisThreshold.REDIS_CROWDING) * keys;
        if (evictable
                || keys < input.limit(RedisThreshold.REDIS_KEYS)
                || !(crowding || input.ttlShare() < input.limit(RedisThreshold.REDIS_TTL_SHARE))
                || !(growth >= input.limit(RedisThreshold.REDIS_GROWTH))) {
            return Advice.NONE;
        }
        Map<String, Long> patterns = patterns(input);
        FindingBuilder builder = Finding.about(id(), "redis keys")
                .severity(crowding ? Severity.MEDIUM : Severity.LOW)
                .title(Amounts.percent(1 - input.ttlShare()) + " of the keys never expire, and they become more")
                .explained(Amounts.count(without) + " keys have no time to live, " + Amounts.percent(growth)
                        + " more than at the start of the lookback; "
                        + (limited
                                ? "the policy " + input.policy() + " will not evict them, so memory runs out."
                                : "no limit would ever remove them."))
                .figure("keys without a time to live", without, "", "now", RedisInput.SOURCE)
                .figure("growth", growth * 100, "%", "lookback", RedisInput.SOURCE)
                .confidence(0.7);
        patterns.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(SHOWN)
                .forEach(entry -> builder.evidence(Evidence.text(
                        entry.getKey(),
                        entry.getValue() + " of " + input.facts().keys().size()
                                + " keys sampled, without a time to live",
                        "SCAN sample")));
        Finding finding = builder.build();
        return Advice.of(
                finding,
                Recommendation.to(ActionType.APPLICATION_CHANGE, "redis times to live")
                        .answers(finding)
                        .title("Write keys with a time to live")
                        .because(
                                "What can be computed again need not stay for ever; what must stay belongs to a server of its"
                                        + " own.")
                        .harm(0.1)
                        .judged(0.6, 0.1, 3)
                        .text(
                                List.of(
                                        "SET key value EX seconds; for hashes and lists EXPIRE key seconds after writing",
                                        "Old keys: walk them with SCAN and give each an EXPIRE"),
                                List.of("PERSIST key"))
                        .verifiedBy("keys without a time to live no longer grow on seven nights")
                        .source("INFO keyspace, SCAN sample")
                        .build());
    }

    private static Map<String, Long> patterns(RedisInput input) {
        return input.facts().keys().stream()
                .filter(key -> key.ttlMillis() < 0)
                .sorted(Comparator.comparing(KeySample::pattern))
                .collect(Collectors.groupingBy(KeySample::pattern, Collectors.counting()));
    }

    /** Growth of the keys without a time to live from the first sample to the last. */
    private static double growth(RedisInput input) {
        List<Sample> samples = input.history().map(SubjectHistory::samples).orElse(List.of());
        if (samples.size() < 2) {
            return Double.NaN;
        }
        double before = without(samples.get(0));
        double after = without(samples.get(samples.size() - 1));
        return (after - before) / Math.max(1, before);
    }

    private static double without(Sample sample) {
        return sample.measures().get(RedisMetric.KEYS) - sample.measures().get(RedisMetric.KEYS_WITH_TTL);
    }
}
