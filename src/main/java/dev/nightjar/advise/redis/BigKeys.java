package dev.nightjar.advise.redis;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Evidence;
import dev.nightjar.model.Finding;
import dev.nightjar.model.FindingBuilder;
import dev.nightjar.model.RedisFacts.KeySample;
import dev.nightjar.model.RedisMetric;
import dev.nightjar.model.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Single values so large that reading or removing one is felt. A sample finds some of them; none in it proves nothing. */
final class BigKeys implements RedisCheck {
    private static final int SHOWN = 5;

    @Override
    public String id() {
        return "RED-KEY-BIG";
    }

    @Override
    public Advice assess(RedisInput input) {
        List<KeySample> sample = input.facts().keys();
        if (sample.isEmpty() || sample.stream().allMatch(key -> key.bytes() < 0)) {
            return input.now(RedisMetric.KEYS) > 0
                    ? Advice.notAssessed(
                            id(), "no keys were sampled", "ACL SETUSER nightjar +scan +type +pttl +memory|usage ~*")
                    : Advice.NONE;
        }
        List<KeySample> big = sample.stream()
                .filter(key -> key.bytes()
                        >= input.limit(
                                key.type().equals("string")
                                        ? RedisThreshold.REDIS_BIG_STRING
                                        : RedisThreshold.REDIS_BIG_COLLECTION))
                .sorted(Comparator.comparingLong((KeySample key) -> -key.bytes())
                        .thenComparing(KeySample::pattern))
                .toList();
        if (big.isEmpty()) {
            return Advice.NONE;
        }
        boolean slow = input.facts().slowlog().stream()
                .anyMatch(entry -> big.stream()
                        .anyMatch(key -> entry.command()
                                .toLowerCase(Locale.ROOT)
                                .endsWith(key.pattern().toLowerCase(Locale.ROOT))));
        FindingBuilder builder = Finding.about(id(), big.get(0).pattern())
                .identifiedBy("redis keys")
                .severity(slow ? Severity.MEDIUM : Severity.LOW)
                .title("Single keys hold up to "
                        + Amounts.bytes((double) big.get(0).bytes()))
                .explained("Of " + sample.size() + " keys sampled, " + big.size() + " are that large"
                        + (slow ? ", and the slow log shows commands on them." : ".")
                        + " Reading one blocks all others; split it, read it in parts, remove it with UNLINK.")
                .figure(
                        "keys sampled",
                        sample.size(),
                        "of " + Amounts.count(input.now(RedisMetric.KEYS)),
                        "now",
                        "SCAN sample")
                .confidence(0.8);
        big.stream()
                .limit(SHOWN)
                .forEach(key -> builder.evidence(Evidence.text(
                        key.pattern(), key.type() + ", " + Amounts.bytes((double) key.bytes()), "SCAN sample")));
        return Advice.of(builder.build());
    }
}
