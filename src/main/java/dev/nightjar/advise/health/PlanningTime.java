package dev.nightjar.advise.health;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.ActionType;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.Severity;
import dev.nightjar.model.StatementMetric;
import java.util.List;

/** Statements that are planned about as long as they run: they are not prepared, or touch too many partitions. */
final class PlanningTime implements Check {
    @Override
    public String id() {
        return "PG-Q-PLANTIME";
    }

    @Override
    public Advice assess(CheckInput input) {
        if (input.statements().isEmpty()) {
            return input.statementsMissing(id());
        }
        if (input.statements().stream().noneMatch(load -> load.lookback().known(StatementMetric.PLAN_MS) > 0)) {
            return Advice.notAssessed(
                    id(),
                    "planning time is not tracked",
                    "ALTER SYSTEM SET pg_stat_statements.track_planning = on; SELECT pg_reload_conf();"
                            + " (costs on servers with more than 20,000 statements per second)");
        }
        return input.statements().stream()
                .filter(load -> share(load) >= input.limit(HealthThreshold.PLANNING_SHARE))
                .filter(load -> load.share() * share(load) >= input.limit(HealthThreshold.PLANNING_DATABASE_SHARE))
                .filter(load -> load.secondsPerDay() * share(load) >= input.limit(HealthThreshold.STATEMENT_SECONDS))
                .map(load -> advice(input, load))
                .reduce(Advice.NONE, Advice::plus);
    }

    private static double share(StatementLoad load) {
        double planning = load.lookback().known(StatementMetric.PLAN_MS) / 1000 / load.days();
        return load.secondsPerDay() > 0 ? planning / load.secondsPerDay() : 0;
    }

    private Advice advice(CheckInput input, StatementLoad load) {
        double seconds = load.secondsPerDay() * share(load);
        Finding finding = Finding.about(id(), load.label())
                .identifiedBy(load.fingerprint().toString())
                .statement(load.fingerprint())
                .severity(load.share() * share(load) >= 0.1 ? Severity.HIGH : Severity.MEDIUM)
                .title("Planning takes " + Amounts.percent(share(load)) + " of a statement's time")
                .explained("Each of " + Amounts.count(load.callsPerDay())
                        + " calls a day is planned anew. A prepared statement is planned once per session, or five times"
                        + " where its parameters matter.")
                .figure("planning", seconds, "s/day", input.span(), "pg_stat_statements")
                .figure("share of planning", share(load) * 100, "%", input.span(), "pg_stat_statements")
                .costs(seconds, load.share() * share(load))
                .build();
        return Advice.of(
                finding,
                Recommendation.to(ActionType.APPLICATION_CHANGE, "prepare " + load.fingerprint())
                        .answers(finding)
                        .title("Prepare " + load.label())
                        .because("Prepared, it is planned once instead of at every call.")
                        .saves(load.fingerprint(), 0.3 * share(load), 0.8 * share(load), share(load))
                        .judged(0.5, 0.1, 3)
                        .text(
                                List.of(
                                        "JDBC: prepareThreshold=1 (the driver's default is 5 executions per connection)",
                                        "PgBouncer from 1.21: max_prepared_statements = 200",
                                        "Partitioned tables: let the condition name the partition key"),
                                List.of("prepareThreshold=5", "max_prepared_statements = 0"))
                        .verifiedBy("its planning time per call falls on three nights")
                        .source("pg_stat_statements")
                        .build());
    }
}
