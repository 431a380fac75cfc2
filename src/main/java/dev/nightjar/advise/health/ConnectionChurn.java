package dev.nightjar.advise.health;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.ActionType;
import dev.nightjar.model.Advice;
import dev.nightjar.model.DatabaseMetric;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.Severity;
import java.util.List;

/** A new session for about every transaction: each costs a process and an authentication, 2–10 ms. */
final class ConnectionChurn implements Check {
    private static final double MS_PER_SESSION = 5;
    private static final int COUNTED_SINCE = 14;

    @Override
    public String id() {
        return "PG-CONN-CHURN";
    }

    @Override
    public Advice assess(CheckInput input) {
        double sessions = input.databaseSum(DatabaseMetric.SESSIONS);
        if (Double.isNaN(sessions)) {
            return input.major() > 0 && input.major() < COUNTED_SINCE
                    ? Advice.notAssessed(
                            id(),
                            "PostgreSQL " + input.major() + " does not count sessions",
                            "upgrade to PostgreSQL 14 or later")
                    : input.missing(
                            id(),
                            "pg_stat_database",
                            "no database counters were read",
                            "GRANT pg_monitor TO the monitoring role");
        }
        double perSecond = sessions / input.serverSeconds(input.days());
        double perTransaction = sessions / Math.max(1, input.databaseSum(DatabaseMetric.COMMITS));
        if (perSecond < input.limit(HealthThreshold.CHURN_PER_SECOND)
                || perTransaction < input.limit(HealthThreshold.CHURN_SHARE)) {
            return Advice.NONE;
        }
        double seconds = sessions / input.days() * MS_PER_SESSION / 1000;
        Finding finding = Finding.about(id(), "sessions")
                .severity(Severity.MEDIUM)
                .title("Applications open " + Amounts.count(perSecond) + " sessions a second")
                .explained("There are " + Amounts.count(1 / perTransaction)
                        + " transactions per session. At about 5 ms each, opening them takes "
                        + Amounts.seconds(seconds) + " of processor time a day that statements do not show.")
                .figure("sessions", perSecond, "per second", input.span(), "pg_stat_database")
                .figure("sessions per transaction", perTransaction, "", input.span(), "pg_stat_database")
                .confidence(0.8)
                .build();
        return Advice.of(
                finding,
                Recommendation.to(ActionType.APPLICATION_CHANGE, "connection pool")
                        .answers(finding)
                        .title("Keep connections open in a pool")
                        .because("A pool in the application or PgBouncer opens each connection once.")
                        .harm(0.1)
                        .text(
                                List.of("HikariCP in the application, or PgBouncer with pool_mode = transaction"),
                                List.of("Connect to the server directly again"))
                        .verifiedBy("fewer than one session per hundred transactions on three nights")
                        .source("pg_stat_database")
                        .build());
    }
}
