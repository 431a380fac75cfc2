package dev.nightjar.advise.redis;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.ActionType;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.RedisMetric;
import dev.nightjar.model.Severity;
import java.util.List;
import java.util.Locale;

/** Clients near or over the limit. */
final class Clients implements RedisCheck {
    @Override
    public String id() {
        return "RED-MAXCLIENTS";
    }

    @Override
    public Advice assess(RedisInput input) {
        if (input.samples().isEmpty()) {
            return input.missing(id());
        }
        double rejected = input.night(RedisMetric.REJECTED_CONNECTIONS);
        double limit = input.now(RedisMetric.MAX_CLIENTS);
        double most = input.samples().stream()
                .mapToDouble(sample -> sample.measures().known(RedisMetric.CONNECTED_CLIENTS))
                .max()
                .orElse(0);
        if (!(rejected > 0) && !(most >= input.limit(RedisThreshold.REDIS_CLIENTS) * limit)) {
            return Advice.NONE;
        }
        Finding finding = Finding.about(id(), "redis clients")
                .severity(rejected > 0 ? Severity.CRITICAL : Severity.MEDIUM)
                .title(
                        rejected > 0
                                ? "Redis refused " + Amounts.count(rejected) + " connections"
                                : Amounts.count(most) + " of " + Amounts.count(limit) + " clients are connected")
                .explained("Idle clients by name and address in CLIENT LIST show who leaks or has too large a pool.")
                .figure("refused", rejected, "", RedisInput.WINDOW, RedisInput.SOURCE)
                .figure("connected at most", most, "", RedisInput.WINDOW, RedisInput.SOURCE)
                .figure("limit", limit, "", "now", RedisInput.SOURCE)
                .confidence(0.9)
                .build();
        return Advice.of(
                finding,
                Recommendation.to(ActionType.REDIS_SETTING, "maxclients")
                        .answers(finding)
                        .title("Find the clients that stay, then raise maxclients")
                        .because(
                                "A leak fills any limit; the file limit of the process (ulimit -n) must be larger than it.")
                        .harm(rejected > 0 ? 0.9 : 0.2)
                        .redis(
                                List.of(
                                        "CLIENT LIST",
                                        String.format(Locale.ROOT, "CONFIG SET maxclients %.0f", limit * 2),
                                        "# clients that forgot to close: CONFIG SET timeout 300"),
                                List.of(
                                        String.format(Locale.ROOT, "CONFIG SET maxclients %.0f", limit),
                                        "# CONFIG SET timeout "
                                                + input.config("timeout").orElse("0")))
                        .verifiedBy("no connection is refused on three nights")
                        .source(RedisInput.SOURCE)
                        .build());
    }
}
