package dev.nightjar.advise.health;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.ActionType;
import dev.nightjar.model.Advice;
import dev.nightjar.model.DatabaseMetric;
import dev.nightjar.model.Finding;
import dev.nightjar.model.InstanceMetric;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.Sample;
import dev.nightjar.model.Severity;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.schema.ObjectName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Sessions that hold a transaction open and do nothing: they keep their locks, their connection and the cleanup horizon.
 * Half an hour: Amazon DevOps Guru.
 */
final class IdleTransactions implements Check {
    @Override
    public String id() {
        return "PG-TXN-IDLE";
    }

    @Override
    public Advice assess(CheckInput input) {
        if (input.instanceLevels(InstanceMetric.IDLE_IN_TRANSACTION).length == 0) {
            return input.instanceMissing(id());
        }
        double longest = longest(input);
        double sessions = average(input);
        double share = share(input);
        boolean isLong = longest > input.limit(HealthThreshold.IDLE_TRANSACTION_SECONDS);
        boolean many = sessions >= input.limit(HealthThreshold.IDLE_TRANSACTION_SESSIONS)
                && share >= input.limit(HealthThreshold.IDLE_TRANSACTION_SHARE);
        if (!isLong && !many) {
            return Advice.NONE;
        }
        Finding finding = Finding.about(id(), "idle transactions")
                .severity(isLong ? Severity.MEDIUM : Severity.LOW)
                .title(
                        isLong
                                ? "A transaction was open for " + Amounts.seconds(longest)
                                        + " while sessions idled in transactions"
                                : Amounts.percent(share) + " of the busy sessions do nothing inside a transaction")
                .explained(
                        "The application does something else between two statements of a transaction, such as calling"
                                + " another service. Locks and the connection are held meanwhile, so the pool must be larger than"
                                + " the database's work asks for.")
                .figure("idle in transaction", sessions, "sessions", "the night", "pg_stat_activity")
                .figure("share of busy sessions", share * 100, "%", "the night", "pg_stat_activity")
                .figure("oldest transaction then", isLong ? longest : Double.NaN, "s", "the night", "pg_stat_activity")
                .confidence(isLong ? 0.6 : 0.8)
                .build();
        return Advice.of(finding, timeout(input, finding, isLong));
    }

    private static Recommendation timeout(CheckInput input, Finding finding, boolean isLong) {
        Map<String, Double> roles =
                new SessionSamples(input).countBy(Subject.ROLE, SessionSamples::isIdleInTransaction);
        roles.remove("");
        List<String> apply = new ArrayList<>();
        List<String> undo = new ArrayList<>();
        roles.keySet().forEach(role -> {
            apply.add("ALTER ROLE " + ObjectName.quote(role) + " SET idle_in_transaction_session_timeout = '5min';");
            undo.add("ALTER ROLE " + ObjectName.quote(role) + " RESET idle_in_transaction_session_timeout;");
        });
        if (apply.isEmpty()) {
            apply.add("-- ALTER ROLE \"<the application's role>\" SET idle_in_transaction_session_timeout = '5min';");
            undo.add("-- ALTER ROLE \"<the application's role>\" RESET idle_in_transaction_session_timeout;");
        }
        return Recommendation.to(ActionType.RELOAD_SETTING, "idle_in_transaction_session_timeout")
                .answers(finding)
                .title("End transactions that idle, and take remote calls out of transactions")
                .because(
                        "The timeout ends what the application forgot; the cure is to commit before waiting for others.")
                .harm(isLong ? 0.15 : 0.03)
                .judged(0.5, 0.1, 1)
                .sql(apply, undo)
                .verifiedBy("idle sessions in transactions fall on three nights")
                .source("pg_stat_activity")
                .build();
    }

    /** Age of the oldest transaction in samples in which a session idled in one. */
    private static double longest(CheckInput input) {
        double longest = 0;
        for (Sample sample : input.instance().map(SubjectHistory::samples).orElse(List.of())) {
            if (sample.interval().to().isAfter(input.night().window().from())
                    && sample.measures().known(InstanceMetric.IDLE_IN_TRANSACTION) > 0) {
                longest = Math.max(longest, sample.measures().known(InstanceMetric.OLDEST_TRANSACTION_SECONDS));
            }
        }
        return longest;
    }

    private static double average(CheckInput input) {
        double idleMs = input.databaseSum(DatabaseMetric.IDLE_IN_TRANSACTION_MS);
        if (!Double.isNaN(idleMs)) {
            return idleMs / 1000 / input.serverSeconds(input.days());
        }
        return java.util.Arrays.stream(input.instanceLevels(InstanceMetric.IDLE_IN_TRANSACTION))
                .average()
                .orElse(0);
    }

    private static double share(CheckInput input) {
        double idleMs = input.databaseSum(DatabaseMetric.IDLE_IN_TRANSACTION_MS);
        double activeMs = input.databaseSum(DatabaseMetric.ACTIVE_MS);
        if (idleMs + activeMs > 0) {
            return idleMs / (idleMs + activeMs);
        }
        double idle = average(input);
        double active = java.util.Arrays.stream(input.instanceLevels(InstanceMetric.ACTIVE_SESSIONS))
                .average()
                .orElse(0);
        return idle + active > 0 ? idle / (idle + active) : 0;
    }
}
