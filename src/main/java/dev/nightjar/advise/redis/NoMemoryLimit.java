package dev.nightjar.advise.redis;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.ActionType;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.RedisMetric;
import dev.nightjar.model.Sample;
import dev.nightjar.model.Severity;
import dev.nightjar.model.SubjectHistory;
import java.util.List;

/** No maxmemory: the host's memory is the limit, and the kernel enforces it. */
final class NoMemoryLimit implements RedisCheck {
    private static final double OF_HOST = 0.6;
    private static final double LEAST_DAYS = 3;

    @Override
    public String id() {
        return "RED-MEM-NOLIMIT";
    }

    @Override
    public Advice assess(RedisInput input) {
        double host = input.number("total_system_memory");
        if (input.maxMemory() != 0 || input.isReplica()) {
            return Advice.NONE;
        }
        if (!(host > 0)) {
            return Advice.notAssessed(id(), "the host's memory is not known", "");
        }
        double resident = input.now(RedisMetric.USED_MEMORY_RSS);
        double share = resident / host;
        double runway = runway(input, host - resident);
        boolean matters = share >= input.limit(RedisThreshold.REDIS_NOLIMIT_SHARE)
                || runway < input.limit(RedisThreshold.REDIS_RUNWAY_DAYS);
        Finding finding = Finding.about(id(), "redis memory")
                .severity(matters ? Severity.MEDIUM : Severity.INFO)
                .title("Redis has no memory limit")
                .explained("It uses " + Amounts.percent(share) + " of the host's " + Amounts.bytes(host)
                        + (Double.isInfinite(runway)
                                ? "."
                                : "; as it grows, " + Amounts.count(runway) + " days are left.")
                        + " Without a limit the kernel ends the process when memory is gone.")
                .figure("resident", resident, "bytes", "now", RedisInput.SOURCE)
                .figure("of the host", share * 100, "%", "now", RedisInput.SOURCE)
                .figure(
                        "days left",
                        Double.isInfinite(runway) ? Double.NaN : runway,
                        "days",
                        "as it grows",
                        RedisInput.SOURCE)
                .confidence(0.8)
                .build();
        if (!matters) {
            return Advice.of(finding);
        }
        ConfigChange change =
                ConfigChange.of(input, "maxmemory", String.format(java.util.Locale.ROOT, "%.0f", OF_HOST * host), "0");
        return Advice.of(
                finding,
                Recommendation.to(ActionType.REDIS_SETTING, "maxmemory")
                        .answers(finding)
                        .title("Set maxmemory to " + Amounts.bytes(OF_HOST * host))
                        .because(
                                "That leaves room for forks, buffers and fragmentation. The policy decides what happens then:"
                                        + " noeviction refuses writes, allkeys-lru makes it a cache. In a container the limit is that of"
                                        + " the container, which Redis does not see.")
                        .harm(runway < 7 ? 0.6 : 0.2)
                        .redis(change.apply(), change.undo())
                        .verifiedBy("memory stays below the limit")
                        .source(RedisInput.SOURCE)
                        .build());
    }

    /** Days until the memory is gone at the growth of the lookback; infinite where it does not grow or is not known. */
    private static double runway(RedisInput input, double free) {
        List<Sample> samples = input.history().map(SubjectHistory::samples).orElse(List.of());
        if (samples.size() < 2) {
            return Double.POSITIVE_INFINITY;
        }
        Sample first = samples.get(0);
        Sample last = samples.get(samples.size() - 1);
        double days = java.time.Duration.between(
                                first.interval().to(), last.interval().to())
                        .toMinutes()
                / 1440.0;
        double before = first.measures().get(RedisMetric.USED_MEMORY);
        double growth = (last.measures().get(RedisMetric.USED_MEMORY) - before) / days;
        boolean known = days >= LEAST_DAYS && growth > 0.01 * before;
        return known ? free / growth : Double.POSITIVE_INFINITY;
    }
}
