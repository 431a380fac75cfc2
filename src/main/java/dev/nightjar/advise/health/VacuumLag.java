package dev.nightjar.advise.health;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.ActionType;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.InstanceMetric;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.Sample;
import dev.nightjar.model.Severity;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.TableMetric;
import dev.nightjar.model.schema.TableDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Tables whose dead rows stay: twice what starts an autovacuum for hours, or above it for a day without a run. The cause
 * decides the answer: while something holds the cleanup horizon no setting helps.
 */
final class VacuumLag implements Check {
    static final String ID = "PG-VAC-LAG";

    private static final double DEFAULT_THRESHOLD = 50;
    private static final double DEFAULT_SCALE = 0.2;
    private static final double PROPOSED_SCALE = 0.02;
    private static final double PROPOSED_THRESHOLD = 1000;

    @Override
    public String id() {
        return ID;
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
        return input.tables().stream().map(table -> assess(input, table)).reduce(Advice.NONE, Advice::plus);
    }

    private Advice assess(CheckInput input, SubjectHistory table) {
        double dead = table.lookback().known(TableMetric.DEAD_ROWS);
        double trigger = trigger(input, table);
        double hours = hoursAbove(table, input.limit(HealthThreshold.DEAD_ROWS_FACTOR) * trigger);
        boolean noRun = table.night().known(TableMetric.AUTOVACUUMS)
                                + table.night().known(TableMetric.VACUUMS)
                        == 0
                && table.night().known(TableMetric.UPDATED) + table.night().known(TableMetric.DELETED) > 0
                && hoursAbove(table, trigger) >= 24;
        boolean lags = hours >= input.limit(HealthThreshold.DEAD_ROWS_HOURS) || noRun;
        if (dead < input.limit(HealthThreshold.DEAD_ROWS) || dead <= trigger || !lags) {
            return Advice.NONE;
        }
        TableName name = TableName.of(table.subject());
        double share = name.share(input);
        Cause cause = cause(input, name);
        Finding finding = Finding.about(id(), name.toString())
                .identifiedBy(table.subject().key())
                .severity(share >= 0.1 ? Severity.HIGH : Severity.MEDIUM)
                .title("Autovacuum does not keep up with table " + name)
                .explained(
                        Amounts.count(dead) + " dead rows stay where " + Amounts.count(trigger) + " start a run, for "
                                + Amounts.count(Math.max(hours, noRun ? 24 : 0)) + " hours. " + cause.words())
                .figure("dead rows", dead, "rows", "now", "pg_stat_user_tables")
                .figure("live rows", table.lookback().get(TableMetric.LIVE_ROWS), "rows", "now", "pg_stat_user_tables")
                .figure("autovacuum starts at", trigger, "rows", "now", "pg_settings, reloptions")
                .figure("runs", table.night().get(TableMetric.AUTOVACUUMS), "", "the night", "pg_stat_user_tables")
                .build();
        return cause.answer() ? Advice.of(finding, options(input, name, finding)) : Advice.of(finding);
    }

    /** @param answer whether options of the table would help */
    private record Cause(String words, boolean answer) {}

    private static Cause cause(CheckInput input, TableName name) {
        double horizon = Arrays.stream(input.instanceLevels(InstanceMetric.OLDEST_XMIN_AGE))
                .max()
                .orElse(0);
        if (horizon >= input.limit(HealthThreshold.XMIN_AGE)) {
            return new Cause(
                    "Something holds the cleanup horizon (see PG-VAC-XMIN): no vacuum can remove them until it ends.",
                    false);
        }
        if (input.isSettingOff("autovacuum") || input.isSettingOff("track_counts")) {
            return new Cause("Autovacuum is off for the whole server (see CFG-SAFE).", false);
        }
        boolean off = option(input, name, "autovacuum_enabled")
                .map(value -> value.equals("false") || value.equals("off"))
                .orElse(false);
        return off
                ? new Cause("Autovacuum is switched off for this table.", true)
                : new Cause(
                        "It starts too late for the table's size, is cancelled by locks, or its workers are busy.",
                        true);
    }

    private Recommendation options(CheckInput input, TableName name, Finding finding) {
        List<String> apply = new ArrayList<>();
        List<String> undo = new ArrayList<>();
        change(input, name, "autovacuum_enabled", "true", apply, undo, true);
        change(input, name, "autovacuum_vacuum_scale_factor", Double.toString(PROPOSED_SCALE), apply, undo, false);
        change(
                input,
                name,
                "autovacuum_vacuum_threshold",
                Long.toString(Math.round(PROPOSED_THRESHOLD)),
                apply,
                undo,
                false);
        apply.add("VACUUM (ANALYZE) " + name.quoted() + ";");
        return Recommendation.to(ActionType.TABLE_OPTION, name.database() + "/" + name.name() + " autovacuum")
                .answers(finding)
                .title("Let autovacuum start earlier on " + name)
                .because("It then starts at " + Amounts.count(PROPOSED_THRESHOLD) + " rows plus "
                        + Amounts.percent(PROPOSED_SCALE) + " of the table instead of "
                        + Amounts.percent(DEFAULT_SCALE) + " of it: shorter runs, less bloat, fresher visibility map.")
                .harm(0.1)
                .lock("SHARE UPDATE EXCLUSIVE on " + name + ", reads and writes go on")
                .sql(apply, undo)
                .verifiedBy("dead rows stay below twice the new trigger on three nights")
                .source("pg_stat_user_tables")
                .build();
    }

    private static void change(
            CheckInput input,
            TableName name,
            String option,
            String value,
            List<String> apply,
            List<String> undo,
            boolean onlyIfSet) {
        Optional<String> before = option(input, name, option);
        if (onlyIfSet
                && before.filter(set -> !set.equals(value) && !set.equals("on")).isEmpty()) {
            return;
        }
        apply.add("ALTER TABLE " + name.quoted() + " SET (" + option + " = " + value + ");");
        undo.add(before.map(old -> "ALTER TABLE " + name.quoted() + " SET (" + option + " = " + old + ");")
                .orElse("ALTER TABLE " + name.quoted() + " RESET (" + option + ");"));
    }

    private static double trigger(CheckInput input, SubjectHistory table) {
        TableName name = TableName.of(table.subject());
        double threshold = number(input, name, "autovacuum_vacuum_threshold", DEFAULT_THRESHOLD);
        double scale = number(input, name, "autovacuum_vacuum_scale_factor", DEFAULT_SCALE);
        double most = number(input, name, "autovacuum_vacuum_max_threshold", -1);
        double trigger = threshold + scale * table.lookback().known(TableMetric.LIVE_ROWS);
        return most >= 0 ? Math.min(most, trigger) : trigger;
    }

    private static double number(CheckInput input, TableName name, String option, double otherwise) {
        return option(input, name, option)
                .map(Double::parseDouble)
                .or(() -> input.setting(option).map(SettingValue::number))
                .filter(value -> !Double.isNaN(value))
                .orElse(otherwise);
    }

    private static Optional<String> option(CheckInput input, TableName name, String option) {
        return name.definition(input).map(TableDefinition::options).orElse(List.of()).stream()
                .filter(one -> one.startsWith(option + "="))
                .map(one -> one.substring(option.length() + 1))
                .findFirst();
    }

    /** Hours until the end of the window in which every sample lay above; 0 where the last does not. */
    private static double hoursAbove(SubjectHistory table, double limit) {
        Instant since = Instant.MAX;
        Instant end = Instant.MIN;
        for (Sample sample : table.samples()) {
            double dead = sample.measures().get(TableMetric.DEAD_ROWS);
            if (Double.isNaN(dead)) {
                continue;
            }
            if (dead <= limit) {
                since = Instant.MAX;
            } else if (since.equals(Instant.MAX)) {
                since = sample.interval().from();
            }
            end = sample.interval().to();
        }
        return since.isBefore(end) ? Duration.between(since, end).toMinutes() / 60.0 : 0;
    }
}
