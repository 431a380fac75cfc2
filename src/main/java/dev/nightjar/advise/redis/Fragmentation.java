package dev.nightjar.advise.redis;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.ActionType;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.RedisMetric;
import dev.nightjar.model.Severity;
import java.util.List;

/**
 * Memory that is held but not used. Judged by the allocator's own figures: the ratio of resident to used memory is far
 * above 1.5 on healthy small servers and after a mass delete.
 */
final class Fragmentation implements RedisCheck {
    private static final double GIGABYTE = 1024.0 * 1024 * 1024;

    @Override
    public String id() {
        return "RED-MEM-FRAG";
    }

    @Override
    public Advice assess(RedisInput input) {
        double used = input.now(RedisMetric.USED_MEMORY);
        if (used < input.limit(RedisThreshold.REDIS_LEAST_MEMORY)) {
            return Advice.NONE;
        }
        double ratio = input.number("allocator_frag_ratio");
        double bytes = input.number("allocator_frag_bytes");
        if (Double.isNaN(ratio) || Double.isNaN(bytes)) {
            return Advice.notAssessed(id(), "the allocator's figures are not in INFO", "");
        }
        if (ratio < input.limit(RedisThreshold.REDIS_FRAGMENTATION)
                || bytes < input.limit(RedisThreshold.REDIS_FRAGMENTATION_BYTES)) {
            return swap(input, used);
        }
        Finding finding = Finding.about(id(), "redis memory")
                .severity(bytes >= GIGABYTE ? Severity.HIGH : Severity.MEDIUM)
                .title(Amounts.bytes(bytes) + " of the memory of Redis are fragmented")
                .explained("The allocator holds " + Amounts.count(ratio)
                        + " times what is stored: values of many sizes came and went.")
                .figure("allocator_frag_ratio", ratio, "", "now", RedisInput.SOURCE)
                .figure("allocator_frag_bytes", bytes, "bytes", "now", RedisInput.SOURCE)
                .figure("used", used, "bytes", "now", RedisInput.SOURCE)
                .confidence(0.8)
                .build();
        return Advice.of(
                finding,
                Recommendation.to(ActionType.REDIS_SETTING, "activedefrag")
                        .answers(finding)
                        .title("Let Redis put its memory together again")
                        .because(
                                "It costs some processor time while it runs. Builds with a foreign allocator refuse it: then"
                                        + " MEMORY PURGE, or a restart by failover.")
                        .harm(bytes >= GIGABYTE ? 0.1 : 0.03)
                        .redis(
                                List.of(
                                        "CONFIG SET activedefrag yes",
                                        "# if refused: MEMORY PURGE, then failover and restart"),
                                List.of("CONFIG SET activedefrag "
                                        + input.config("activedefrag").orElse("no")))
                        .verifiedBy(
                                "allocator_frag_ratio falls below " + input.limit(RedisThreshold.REDIS_FRAGMENTATION))
                        .source(RedisInput.SOURCE)
                        .build());
    }

    /** Less resident than used memory means that the rest was swapped out. */
    private static Advice swap(RedisInput input, double used) {
        double resident = input.now(RedisMetric.USED_MEMORY_RSS);
        if (!(resident < 0.9 * used)) {
            return Advice.NONE;
        }
        return Advice.of(Finding.about("RED-MEM-SWAP", "redis memory")
                .severity(Severity.HIGH)
                .title("About " + Amounts.bytes(used - resident) + " of the data of Redis are swapped out")
                .explained("Less memory is resident than is used; every access to the rest waits for the disk.")
                .figure("used", used, "bytes", "now", RedisInput.SOURCE)
                .figure("resident", resident, "bytes", "now", RedisInput.SOURCE)
                .confidence(0.7)
                .build());
    }
}
