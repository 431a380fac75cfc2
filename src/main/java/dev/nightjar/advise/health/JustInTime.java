package dev.nightjar.advise.health;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.ActionType;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.RecommendationBuilder;
import dev.nightjar.model.Severity;
import dev.nightjar.model.StatementMetric;
import dev.nightjar.model.schema.ObjectName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Statements whose just-in-time compilation costs more than it can give; PostgreSQL 15 and later count it. */
final class JustInTime implements Check {
    private static final int COUNTED_SINCE = 15;

    @Override
    public String id() {
        return "PG-Q-JIT";
    }

    @Override
    public Advice assess(CheckInput input) {
        if (input.statements().isEmpty()) {
            return input.statementsMissing(id());
        }
        if (input.night().server().isPresent() && input.major() < COUNTED_SINCE) {
            return Advice.notAssessed(
                    id(),
                    "PostgreSQL " + input.major() + " does not count compilation",
                    "upgrade to PostgreSQL 15 or later");
        }
        Advice advice = Advice.NONE;
        Map<String, List<StatementLoad>> byRole = new TreeMap<>();
        for (StatementLoad load : input.statements()) {
            if (isCostly(input, load)) {
                advice = advice.plus(Advice.of(finding(input, load)));
                load.roles()
                        .forEach(role -> byRole.computeIfAbsent(role, ignored -> new ArrayList<>())
                                .add(load));
            }
        }
        for (Map.Entry<String, List<StatementLoad>> entry : byRole.entrySet()) {
            advice = advice.plus(new Advice(List.of(), List.of(change(entry.getKey(), entry.getValue())), List.of()));
        }
        return advice;
    }

    private static boolean isCostly(CheckInput input, StatementLoad load) {
        return share(load) >= input.limit(HealthThreshold.JIT_SHARE)
                && share(load) * load.share() >= input.limit(HealthThreshold.JIT_DATABASE_SHARE)
                && share(load) * load.secondsPerDay() >= input.limit(HealthThreshold.STATEMENT_SECONDS);
    }

    private static double share(StatementLoad load) {
        double execution = load.lookback().known(StatementMetric.EXEC_MS);
        return execution > 0 ? load.lookback().known(StatementMetric.JIT_MS) / execution : 0;
    }

    private Finding finding(CheckInput input, StatementLoad load) {
        double share = share(load);
        return Finding.about(id(), load.label())
                .identifiedBy(load.fingerprint().toString())
                .statement(load.fingerprint())
                .severity(share * load.share() >= 0.1 ? Severity.HIGH : Severity.MEDIUM)
                .title("Just-in-time compilation takes " + Amounts.percent(share) + " of a statement's time")
                .explained("It is compiled at each call because its estimated cost is above jit_above_cost, and runs "
                        + Amounts.seconds(load.meanMs() / 1000) + ", too short for that to pay.")
                .figure("compilation", share * load.secondsPerDay(), "s/day", input.span(), "pg_stat_statements")
                .figure("mean", load.meanMs(), "ms", input.span(), "pg_stat_statements")
                .costs(share * load.secondsPerDay(), share * load.share())
                .build();
    }

    private Recommendation change(String role, List<StatementLoad> loads) {
        String quoted = ObjectName.quote(role);
        RecommendationBuilder change = Recommendation.to(ActionType.RELOAD_SETTING, "role " + role + " jit")
                .title("Turn just-in-time compilation off for role " + role)
                .because(
                        "Its statements are short and often; compilation pays for long analytical ones, which a role of"
                                + " their own can keep.")
                .judged(0.6, 0.1, 0.25)
                .sql("ALTER ROLE " + quoted + " SET jit = off;", "ALTER ROLE " + quoted + " RESET jit;")
                .verifiedBy("time per call falls on three nights; new sessions only")
                .source("pg_stat_statements");
        for (StatementLoad load : loads) {
            change.answers(Finding.id(id(), load.fingerprint().toString()));
            change.saves(load.fingerprint(), 0.6 * share(load), 0.9 * share(load), share(load));
        }
        return change.build();
    }
}
