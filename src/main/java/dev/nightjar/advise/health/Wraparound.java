package dev.nightjar.advise.health;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.ActionType;
import dev.nightjar.model.Advice;
import dev.nightjar.model.DatabaseMetric;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.Sample;
import dev.nightjar.model.Severity;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.TableMetric;
import java.util.Comparator;
import java.util.List;

/**
 * Transaction or multixact ids that run out. The server stops assigning them 3 million before the end (1 million before
 * 14). An age between autovacuum_freeze_max_age and one and a half times that is normal life.
 */
final class Wraparound implements Check {
    private static final double END = 2_144_483_647.0;
    private static final double FREEZE_MAX_AGE = 200e6;
    private static final double MULTIXACT_FREEZE_MAX_AGE = 400e6;
    private static final int TABLES = 5;

    @Override
    public String id() {
        return "PG-VAC-WRAP";
    }

    @Override
    public Advice assess(CheckInput input) {
        if (input.databases().stream()
                .allMatch(database -> Double.isNaN(database.lookback(DatabaseMetric.FROZEN_XID_AGE)))) {
            return input.missing(
                    id(),
                    "pg_stat_database",
                    "ages of databases were not read",
                    "GRANT pg_monitor TO the monitoring role");
        }
        return input.databases().stream()
                .map(database -> assess(
                                input,
                                database,
                                DatabaseMetric.FROZEN_XID_AGE,
                                "transaction ids",
                                setting(input, "autovacuum_freeze_max_age", FREEZE_MAX_AGE))
                        .plus(assess(
                                input,
                                database,
                                DatabaseMetric.MIN_MXID_AGE,
                                "multixact ids",
                                setting(input, "autovacuum_multixact_freeze_max_age", MULTIXACT_FREEZE_MAX_AGE))))
                .reduce(Advice.NONE, Advice::plus);
    }

    private Advice assess(
            CheckInput input, SubjectHistory database, DatabaseMetric metric, String ids, double freezeAge) {
        double age = database.lookback().known(metric);
        double perDay = consumption(database, metric) / input.night().lookback().days();
        double runway = perDay > 0 ? Math.max(0, END - age) / perDay : Double.POSITIVE_INFINITY;
        if (age < input.limit(HealthThreshold.WRAPAROUND_FACTOR) * freezeAge) {
            return Advice.NONE;
        }
        boolean critical = runway < input.limit(HealthThreshold.WRAPAROUND_RUNWAY)
                || age >= input.limit(HealthThreshold.WRAPAROUND_AGE_CRITICAL);
        boolean high = age >= input.limit(HealthThreshold.WRAPAROUND_AGE_HIGH);
        String name = database.subject().key();
        Finding finding = Finding.about(id(), name + ": " + ids)
                .severity(critical ? Severity.CRITICAL : high ? Severity.HIGH : Severity.MEDIUM)
                .title("The " + ids + " of database " + name + " are not frozen in time")
                .explained("The oldest is " + Amounts.count(age) + " old, " + Amounts.percent(age / END)
                        + " of the way to where the server stops writing; autovacuum should have frozen it at "
                        + Amounts.count(freezeAge) + ". "
                        + (Double.isInfinite(runway)
                                ? "Consumption is not known."
                                : "At " + Amounts.count(perDay) + " a day " + Amounts.count(runway)
                                        + " days are left."))
                .figure("age", age, ids, "now", "pg_database")
                .figure("consumption", perDay, "per day", input.span(), "pg_database")
                .figure("days left", Double.isInfinite(runway) ? Double.NaN : runway, "days", "now", "computed")
                .confidence(0.95)
                .build();
        return Advice.of(
                finding,
                Recommendation.to(ActionType.STATISTICS, "freeze " + name + " " + ids)
                        .answers(finding)
                        .title("Freeze the oldest tables of database " + name)
                        .because(
                                "First find what holds the horizon (PG-VAC-XMIN): nothing can be frozen past it. Then table"
                                        + " by table, the oldest first.")
                        .harm(critical ? (runway < 7 ? 0.95 : 0.8) : high ? 0.3 : 0.1)
                        .judged(0.8, 0.1, 2)
                        .lock("SHARE UPDATE EXCLUSIVE, reads and writes go on")
                        .sql(freezes(input, name), List.of())
                        .verifiedBy("the age falls")
                        .source("pg_database")
                        .build());
    }

    private static List<String> freezes(CheckInput input, String database) {
        List<String> oldest = input.tables().stream()
                .filter(table -> TableName.of(table.subject()).database().equals(database))
                .sorted(Comparator.comparingDouble(
                        (SubjectHistory table) -> -table.lookback().known(TableMetric.FROZEN_XID_AGE)))
                .limit(TABLES)
                .map(table -> "VACUUM (FREEZE, VERBOSE) "
                        + TableName.of(table.subject()).quoted() + ";")
                .toList();
        return oldest.isEmpty()
                ? List.of("SELECT c.oid::regclass, age(c.relfrozenxid), mxid_age(c.relminmxid) FROM pg_class c WHERE"
                        + " c.relkind IN ('r', 'm', 't') ORDER BY 2 DESC LIMIT 20;")
                : oldest;
    }

    /** What was used up in the lookback: the growth of the age, freezes left out. */
    private static double consumption(SubjectHistory database, DatabaseMetric metric) {
        double used = 0;
        double before = Double.NaN;
        for (Sample sample : database.samples()) {
            double age = sample.measures().get(metric);
            if (age > before) {
                used += age - before;
            }
            before = Double.isNaN(age) ? before : age;
        }
        return used;
    }

    private static double setting(CheckInput input, String name, double otherwise) {
        return input.setting(name).map(SettingValue::number).orElse(otherwise);
    }
}
