package dev.nightjar.advise.health;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.ActionType;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.InstanceMetric;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.Severity;
import dev.nightjar.model.SubjectHistory;

/** pg_stat_statements that is missing, or too small to keep the statements there are. */
final class StatementEvictions implements Check {
    private static final double DEFAULT_MAXIMUM = 5000;

    @Override
    public String id() {
        return "PG-OBS-PGSS";
    }

    @Override
    public Advice assess(CheckInput input) {
        if (input.statements().isEmpty()) {
            return input.statementsMissing(id());
        }
        if (input.instance().isEmpty()) {
            return input.instanceMissing(id());
        }
        SubjectHistory instance = input.instance().get();
        double maximum = input.setting("pg_stat_statements.max")
                .map(SettingValue::number)
                .orElse(DEFAULT_MAXIMUM);
        double evictions = instance.lookback().known(InstanceMetric.STATEMENTS_EVICTED) / input.days() / 24;
        double tracked = instance.lookback().known(InstanceMetric.STATEMENTS_TRACKED);
        boolean full = tracked >= input.limit(HealthThreshold.STATEMENTS_FULL) * maximum;
        if (evictions < input.limit(HealthThreshold.EVICTIONS_PER_HOUR) && !full) {
            return Advice.NONE;
        }
        Finding finding = Finding.about(id(), "pg_stat_statements")
                .severity(Severity.LOW)
                .title("pg_stat_statements is too small for the statements there are")
                .explained("It holds " + Amounts.count(tracked) + " of at most " + Amounts.count(maximum)
                        + " entries and throws out the rarest; figures of such statements are too low here. Many texts"
                        + " that differ only in constants or lists are the usual cause: bind parameters.")
                .figure("evictions", evictions, "per hour", input.span(), "pg_stat_statements_info")
                .figure("entries", tracked, "", "now", "pg_stat_statements")
                .build();
        SettingChange change = SettingChange.restart(
                input, "pg_stat_statements.max", Long.toString(Math.round(Math.max(10_000, 2 * maximum))));
        return Advice.of(
                finding,
                Recommendation.to(ActionType.RESTART_SETTING, "pg_stat_statements.max")
                        .answers(finding)
                        .title("Let pg_stat_statements keep more entries")
                        .because(
                                "Statements that are thrown out cannot be judged. Takes effect at the next restart; about"
                                        + " 4 kB of shared memory per entry.")
                        .judged(0.8, 0.02, 0.25)
                        .sql(change.apply(), change.undo())
                        .verifiedBy("no evictions on three nights")
                        .source("pg_stat_statements_info")
                        .build());
    }
}
