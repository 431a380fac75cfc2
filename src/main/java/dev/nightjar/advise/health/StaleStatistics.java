package dev.nightjar.advise.health;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.ActionType;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.FindingBuilder;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.Severity;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.TableMetric;
import dev.nightjar.model.schema.TableDefinition;
import java.util.List;

/** Tables that the planner knows too little about: changed a lot since they were analysed, or never analysed. */
final class StaleStatistics implements Check {
    private static final double NEVER_ANALYSED = -1;
    private static final double PAGES = 100 * 8192.0;
    private static final int FIRST_TO_TELL = 14;

    @Override
    public String id() {
        return "PG-STAT-STALE";
    }

    @Override
    public Advice assess(CheckInput input) {
        if (input.tables().isEmpty()) {
            return input.missing(
                    id(),
                    "pg_stat_user_tables",
                    "no table counters were read",
                    "GRANT pg_monitor TO the monitoring role");
        }
        if (input.isStandby()) {
            return Advice.NONE;
        }
        return input.tables().stream()
                .map(table -> isNeverAnalysed(input, table)
                        ? advice(input, table, true)
                        : isStale(input, table) ? advice(input, table, false) : Advice.NONE)
                .reduce(Advice.NONE, Advice::plus);
    }

    private static boolean isStale(CheckInput input, SubjectHistory table) {
        double changed = table.lookback().known(TableMetric.MODIFIED_SINCE_ANALYZE);
        return changed >= input.limit(HealthThreshold.STALE_ROWS)
                && changed
                        >= input.limit(HealthThreshold.STALE_SHARE)
                                * table.lookback().known(TableMetric.LIVE_ROWS)
                && table.night().known(TableMetric.ANALYZES) + table.night().known(TableMetric.AUTOANALYZES) == 0
                && TableName.of(table.subject()).share(input) >= input.limit(HealthThreshold.STALE_DATABASE_SHARE);
    }

    private static boolean isNeverAnalysed(CheckInput input, SubjectHistory table) {
        return input.major() >= FIRST_TO_TELL
                && table.lookback().known(TableMetric.SIZE_BYTES) > PAGES
                && table.lookback().known(TableMetric.ANALYZES)
                                + table.lookback().known(TableMetric.AUTOANALYZES)
                        == 0
                && TableName.of(table.subject())
                        .definition(input)
                        .map(TableDefinition::tuples)
                        .map(tuples -> tuples == NEVER_ANALYSED)
                        .orElse(false);
    }

    private Advice advice(CheckInput input, SubjectHistory table, boolean never) {
        TableName name = TableName.of(table.subject());
        double changed = table.lookback().known(TableMetric.MODIFIED_SINCE_ANALYZE);
        double share = name.share(input);
        FindingBuilder builder = Finding.about(never ? "PG-STAT-NONE" : id(), name.toString())
                .identifiedBy(table.subject().key())
                .severity(share >= 0.1 ? Severity.MEDIUM : Severity.LOW)
                .title(
                        never
                                ? "Table " + name + " was never analysed"
                                : "The statistics of table " + name + " are out of date")
                .explained(
                        never
                                ? "The planner guesses its size and its values."
                                : Amounts.count(changed)
                                        + " rows changed since it was last analysed, more than a day ago; it"
                                        + " carries " + Amounts.percent(share) + " of the database time.")
                .figure("rows changed since", changed, "rows", "now", "pg_stat_user_tables")
                .figure("live rows", table.lookback().get(TableMetric.LIVE_ROWS), "rows", "now", "pg_stat_user_tables")
                .confidence(never ? 0.95 : 0.6);
        Finding finding = builder.build();
        boolean managed = input.isSettingOff("autovacuum");
        return Advice.of(
                finding,
                Recommendation.to(ActionType.STATISTICS, name.database() + "/" + name.name())
                        .answers(finding)
                        .title("Analyse table " + name)
                        .because("Plans rest on these statistics"
                                + (managed
                                        ? "; autovacuum, which would do it, is off."
                                        : ". It takes seconds to minutes."))
                        .harm(0.05)
                        .lock("SHARE UPDATE EXCLUSIVE on " + name + ", reads and writes go on")
                        .sql(
                                never
                                        ? List.of("ANALYZE " + name.quoted() + ";")
                                        : List.of(
                                                "ANALYZE " + name.quoted() + ";",
                                                "ALTER TABLE " + name.quoted()
                                                        + " SET (autovacuum_analyze_scale_factor = 0.02);"),
                                never
                                        ? List.of()
                                        : List.of("ALTER TABLE " + name.quoted()
                                                + " RESET (autovacuum_analyze_scale_factor);"))
                        .verifiedBy("fewer than a fifth of the rows changed since the last analyse on three nights")
                        .source("pg_stat_user_tables")
                        .build());
    }
}
