package dev.nightjar.advise.health;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.ActionType;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.InstanceMetric;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.Severity;
import java.util.Arrays;
import java.util.List;

/** Connections that come near, or went over, what the server gives. Idle ones of a pool are normal and count all the same. */
final class ConnectionSaturation implements Check {
    private static final double SUPERUSER_RESERVED = 3;
    private static final String TOO_MANY = "53300";

    @Override
    public String id() {
        return "PG-CONN-SAT";
    }

    @Override
    public Advice assess(CheckInput input) {
        double[] used = input.instanceLevels(InstanceMetric.CONNECTIONS);
        double[] most = input.instanceLevels(InstanceMetric.MAX_CONNECTIONS);
        if (used.length == 0 || most.length == 0) {
            return input.instanceMissing(id());
        }
        double usable = most[most.length - 1]
                - number(input, "superuser_reserved_connections", SUPERUSER_RESERVED)
                - number(input, "reserved_connections", 0);
        Arrays.sort(used);
        double peak = used[(int) Math.round(0.99 * (used.length - 1))];
        double share = peak / Math.max(1, usable);
        long refused = input.night()
                .log()
                .map(log -> log.errorsBySqlState().getOrDefault(TOO_MANY, 0L))
                .orElse(0L);
        if (share < input.limit(HealthThreshold.CONNECTIONS_SHARE) && refused == 0) {
            return Advice.NONE;
        }
        boolean high = share >= input.limit(HealthThreshold.CONNECTIONS_HIGH_SHARE);
        Finding finding = Finding.about(id(), "connections")
                .severity(refused > 0 ? Severity.CRITICAL : high ? Severity.HIGH : Severity.MEDIUM)
                .title(
                        refused > 0
                                ? Amounts.count((double) refused) + " connections were refused for want of a free one"
                                : "Connections take " + Amounts.percent(share) + " of what the server gives")
                .explained("At the peak " + Amounts.count(peak) + " of " + Amounts.count(usable)
                        + " usable connections are taken. A pool in front, of a size that fits the server, is the cure;"
                        + " more connections cost memory and do not make it faster.")
                .figure("connections, 99th percentile", peak, "", "the night", "pg_stat_activity")
                .figure("usable", usable, "", "now", "pg_settings")
                .figure("refused", refused > 0 ? (double) refused : Double.NaN, "", input.span(), "log, SQLSTATE 53300")
                .build();
        return Advice.of(
                finding,
                Recommendation.to(ActionType.INVESTIGATE, "connections")
                        .answers(finding)
                        .title("Find who holds the connections and put a pool or a limit in front")
                        .because("The role with the most idle sessions gives most back.")
                        .harm(refused > 0 ? 0.8 : high ? 0.4 : 0.1)
                        .judged(0.8, 0.05, 1)
                        .sql(
                                List.of(
                                        "SELECT usename, application_name, state, count(*), max(now() - state_change) FROM"
                                                + " pg_stat_activity GROUP BY 1, 2, 3 ORDER BY 4 DESC;",
                                        "-- ALTER ROLE \"<the batch role>\" CONNECTION LIMIT 20;"),
                                List.of("-- ALTER ROLE \"<the batch role>\" CONNECTION LIMIT -1;"))
                        .verifiedBy("the peak stays below "
                                + Amounts.percent(input.limit(HealthThreshold.CONNECTIONS_SHARE)))
                        .source("pg_stat_activity")
                        .build());
    }

    private static double number(CheckInput input, String name, double otherwise) {
        return input.setting(name)
                .map(SettingValue::number)
                .filter(value -> !Double.isNaN(value))
                .orElse(otherwise);
    }
}
