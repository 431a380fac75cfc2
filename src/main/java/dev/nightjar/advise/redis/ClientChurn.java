package dev.nightjar.advise.redis;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.ActionType;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.RedisMetric;
import dev.nightjar.model.Severity;
import java.util.List;

/** A new connection for every few commands. */
final class ClientChurn implements RedisCheck {
    @Override
    public String id() {
        return "RED-CHURN";
    }

    @Override
    public Advice assess(RedisInput input) {
        if (input.samples().isEmpty()) {
            return input.missing(id());
        }
        double perSecond = input.perSecond(RedisMetric.CONNECTIONS_RECEIVED);
        double perCommand =
                input.night(RedisMetric.CONNECTIONS_RECEIVED) / Math.max(1, input.night(RedisMetric.COMMANDS));
        if (!(perSecond >= input.limit(RedisThreshold.REDIS_CHURN_PER_SECOND))
                || !(perCommand >= input.limit(RedisThreshold.REDIS_CHURN))) {
            return Advice.NONE;
        }
        Finding finding = Finding.about(id(), "redis clients")
                .severity(Severity.MEDIUM)
                .title("Clients open " + Amounts.count(perSecond) + " connections a second")
                .explained("That is one for every " + Amounts.count(1 / perCommand)
                        + " commands; opening one costs more than most commands.")
                .figure("connections", perSecond, "per second", RedisInput.WINDOW, RedisInput.SOURCE)
                .figure("commands per connection", 1 / perCommand, "", RedisInput.WINDOW, RedisInput.SOURCE)
                .confidence(0.9)
                .build();
        return Advice.of(
                finding,
                Recommendation.to(ActionType.APPLICATION_CHANGE, "redis connections")
                        .answers(finding)
                        .title("Keep connections to Redis open")
                        .because("One connection serves thousands of commands a second.")
                        .harm(0.08)
                        .text(
                                List.of(
                                        "Use the client's pool, or one shared connection (Lettuce), for the life of the process"),
                                List.of("Deploy the release before"))
                        .verifiedBy("more than a hundred commands per connection on three nights")
                        .source(RedisInput.SOURCE)
                        .build());
    }
}
