package dev.nightjar.advise.redis;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.RedisMetric;
import dev.nightjar.model.Severity;
import java.util.Arrays;

/** One thread does all the work; when it is busy, everything waits. */
final class BusyProcessor implements RedisCheck {
    @Override
    public String id() {
        return "RED-CPU";
    }

    @Override
    public Advice assess(RedisInput input) {
        double[] shares = input.samples().stream()
                .mapToDouble(sample -> (sample.measures().get(RedisMetric.CPU_SYS_SECONDS)
                                + sample.measures().get(RedisMetric.CPU_USER_SECONDS))
                        / input.seconds(sample))
                .filter(share -> !Double.isNaN(share))
                .sorted()
                .toArray();
        if (shares.length == 0) {
            return input.missing(id());
        }
        double high = shares[(int) Math.round(0.95 * (shares.length - 1))];
        if (high < input.limit(RedisThreshold.REDIS_CPU)) {
            return Advice.NONE;
        }
        return Advice.of(Finding.about(id(), "redis processor")
                .severity(Severity.HIGH)
                .title("Redis keeps " + Amounts.percent(high) + " of a core busy at its peak")
                .explained(
                        "One thread serves all commands. First the dear ones, then more shards or replicas for reads;"
                                + " io-threads help only where the network is the work.")
                .figure("95th percentile", high * 100, "% of a core", RedisInput.WINDOW, RedisInput.SOURCE)
                .figure(
                        "mean",
                        Arrays.stream(shares).average().orElse(0) * 100,
                        "% of a core",
                        RedisInput.WINDOW,
                        RedisInput.SOURCE)
                .confidence(0.8)
                .build());
    }
}
