package dev.nightjar.advise.health;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Severity;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.TableMetric;

/**
 * Big tables that are read whole, again and again: a symptom, whose cause is a statement without an index. By volume, not
 * by count, as pg_profile does.
 */
final class SequentialScans implements Check {
    @Override
    public String id() {
        return "PG-TAB-SEQSCAN";
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
        return input.tables().stream()
                .filter(table -> isFinding(input, table))
                .map(table -> Advice.of(finding(input, table)))
                .reduce(Advice.NONE, Advice::plus);
    }

    private static boolean isFinding(CheckInput input, SubjectHistory table) {
        return table.lookback().known(TableMetric.SIZE_BYTES) >= input.limit(HealthThreshold.SEQSCAN_TABLE)
                && bytesPerDay(input, table) >= input.limit(HealthThreshold.SEQSCAN_BYTES)
                && rowsPerScan(table)
                        >= input.limit(HealthThreshold.SEQSCAN_ROWS)
                                * table.lookback().known(TableMetric.LIVE_ROWS);
    }

    private static double bytesPerDay(CheckInput input, SubjectHistory table) {
        return table.lookback().known(TableMetric.SEQ_SCANS)
                * table.lookback().known(TableMetric.SIZE_BYTES)
                / input.days();
    }

    private static double rowsPerScan(SubjectHistory table) {
        return table.lookback().known(TableMetric.SEQ_ROWS)
                / Math.max(1, table.lookback().known(TableMetric.SEQ_SCANS));
    }

    private Finding finding(CheckInput input, SubjectHistory table) {
        TableName name = TableName.of(table.subject());
        return Finding.about(id(), name.toString())
                .identifiedBy(table.subject().key())
                .severity(Severity.LOW)
                .title("Table " + name + " is read whole "
                        + Amounts.count(table.lookback().known(TableMetric.SEQ_SCANS) / input.days()) + " times a day")
                .explained("A symptom: the statements that do it want an index, or want all rows. Together they read "
                        + Amounts.bytes(bytesPerDay(input, table)) + " a day from it.")
                .figure(
                        "sequential scans",
                        table.lookback().get(TableMetric.SEQ_SCANS) / input.days(),
                        "per day",
                        input.span(),
                        "pg_stat_user_tables")
                .figure("rows", rowsPerScan(table), "rows/scan", input.span(), "pg_stat_user_tables")
                .figure("size", table.lookback().get(TableMetric.SIZE_BYTES), "bytes", "now", "pg_relation_size")
                .figure("volume", bytesPerDay(input, table), "bytes/day", input.span(), "pg_stat_user_tables")
                .confidence(0.6)
                .build();
    }
}
