package dev.nightjar.advise.health;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Severity;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.TableMetric;

/** Tables whose updates write new entries into all their indexes. The two causes cannot be told apart by the counters. */
final class HotUpdates implements Check {
    @Override
    public String id() {
        return "PG-TAB-HOT";
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
                .filter(table -> updates(input, table) >= input.limit(HealthThreshold.HOT_UPDATES))
                .filter(table -> hotShare(table) < input.limit(HealthThreshold.HOT_SHARE))
                .map(table -> Advice.of(finding(input, table)))
                .reduce(Advice.NONE, Advice::plus);
    }

    private static double updates(CheckInput input, SubjectHistory table) {
        return table.lookback().known(TableMetric.UPDATED) / input.days();
    }

    private static double hotShare(SubjectHistory table) {
        return table.lookback().known(TableMetric.HOT_UPDATED)
                / Math.max(1, table.lookback().known(TableMetric.UPDATED));
    }

    private Finding finding(CheckInput input, SubjectHistory table) {
        TableName name = TableName.of(table.subject());
        return Finding.about(id(), name.toString())
                .identifiedBy(table.subject().key())
                .severity(Severity.LOW)
                .title("Only " + Amounts.percent(hotShare(table)) + " of the updates of table " + name
                        + " spare its indexes")
                .explained(
                        "Either an indexed column is updated, then dropping or narrowing that index is the answer; or"
                                + " pages are full, then a fillfactor of 90 is. These counters cannot tell which.")
                .figure("updates", updates(input, table), "per day", input.span(), "pg_stat_user_tables")
                .figure("HOT", hotShare(table) * 100, "%", input.span(), "pg_stat_user_tables")
                .confidence(0.6)
                .build();
    }
}
