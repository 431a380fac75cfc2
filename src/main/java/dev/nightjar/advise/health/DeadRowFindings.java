package dev.nightjar.advise.health;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.detect.DeadRows;
import dev.nightjar.detect.DeadRows.Table;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Evidence;
import dev.nightjar.model.Finding;
import dev.nightjar.model.FindingBuilder;
import dev.nightjar.model.Severity;
import dev.nightjar.model.Thresholds;
import java.util.Collection;
import java.util.List;

/** Tables whose dead rows nothing removes: one finding for one cause, a few where there is none in common. */
public final class DeadRowFindings {
    private static final String HORIZON = Finding.id("PG-VAC-XMIN", CleanupHorizon.OBJECT);
    /** More leaking tables than this hardly have each a cause of their own (practitioner's judgement). */
    private static final int FEW = 3;
    /** Tables that a finding names. */
    private static final int NAMED = 10;

    private static final String SOURCE = "pg_stat_user_tables";

    private final Thresholds thresholds;

    public DeadRowFindings(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    /**
     * Findings of all tables that leak.
     *
     * @param told what other checks found tonight
     */
    public Advice of(DeadRows.Found found, Collection<Finding> told) {
        if (found.tooYoung()) {
            return Advice.notAssessed(
                    OutlookFindings.LEAK,
                    "whether dead rows only grow: not enough history: no table is known on " + DeadRows.LEAST_DAYS
                            + " days yet",
                    "");
        }
        boolean held = found.heldHorizon() >= thresholds.get(HealthThreshold.XMIN_AGE);
        List<Table> leaking = found.leaking().stream()
                .filter(table -> held || !isTold(told, Finding.id(VacuumLag.ID, table.key())))
                .toList();
        if (leaking.isEmpty()) {
            return Advice.NONE;
        }
        if (held || leaking.size() > FEW) {
            return Advice.of(together(leaking, found, held, isTold(told, HORIZON)));
        }
        return leaking.stream().map(table -> Advice.of(alone(table))).reduce(Advice.NONE, Advice::plus);
    }

    private static boolean isTold(Collection<Finding> told, String id) {
        return told.stream().anyMatch(finding -> finding.id().equals(id));
    }

    private static Finding alone(Table table) {
        return Finding.about(OutlookFindings.LEAK, "dead rows of " + table.key())
                .severity(Severity.MEDIUM)
                .title("Dead rows of " + table.key() + " only grow")
                .explained("Even the lowest value of each day rises since " + table.since() + ", to "
                        + Amounts.count(table.deadRows()) + " dead rows beside " + Amounts.count(table.liveRows())
                        + " live ones (Mann-Kendall trend, weekdays and autocorrelation taken into account). "
                        + sweeps(table) + " Nothing holds the cleanup horizon now: look for vacuums that are"
                        + " cancelled by locks or do not come to their end.")
                .figure("dead rows", table.deadRows(), "rows", "now", SOURCE)
                .figure("live rows", table.liveRows(), "rows", "now", SOURCE)
                .figure("growth", table.leak().slopePerDay(), "rows/day", "days of the history", SOURCE)
                .figure("growth, at least", table.leak().slopeLow(), "rows/day", "95 %", SOURCE)
                .figure("growth, at most", table.leak().slopeHigh(), "rows/day", "95 %", SOURCE)
                .figure("vacuums", table.vacuums(), "", "14 days", SOURCE)
                .confidence(confidence(table))
                .build();
    }

    private static String sweeps(Table table) {
        return table.vacuums() > 0
                ? "Vacuum ran " + Amounts.count(table.vacuums())
                        + " times in the last fortnight and did not remove them."
                : "Vacuum should have run, and did not in the last fortnight.";
    }

    private static Finding together(List<Table> leaking, DeadRows.Found found, boolean held, boolean horizonTold) {
        int tables = leaking.size();
        double rows = leaking.stream().mapToDouble(Table::deadRows).sum();
        String subject = tables == 1 ? "Dead rows of " + leaking.get(0).key() : "Dead rows of " + tables + " tables";
        FindingBuilder finding = Finding.about(OutlookFindings.LEAK, "dead rows")
                .severity(held ? Severity.HIGH : Severity.MEDIUM)
                .title(
                        held
                                ? subject + " only grow, because something holds the cleanup horizon"
                                : subject + " only grow")
                .explained("Even the lowest value of each day rises, to " + Amounts.count(rows) + " dead rows"
                        + (tables == 1 ? "" : " in all") + " (Mann-Kendall trend per table, "
                        + Amounts.count(found.longEnough()) + " tables looked at, at most " + Amounts.percent(.05)
                        + " of those told expected to be false). "
                        + (held
                                ? "All through the last day the oldest snapshot lay "
                                        + Amounts.count(found.heldHorizon())
                                        + " transactions back: what was deleted since cannot be removed by any vacuum"
                                        + " until its holder ends (see PG-VAC-XMIN)."
                                : "So many at once have a cause in common: autovacuum that is off, whose workers are"
                                        + " busy all the time, or whose cost limit is too low."))
                .figure("dead rows", rows, "rows", "now", SOURCE)
                .figure("tables", tables, "", "days of the history", SOURCE)
                .figure(
                        "oldest snapshot",
                        held ? found.heldHorizon() : Double.NaN,
                        "transactions",
                        "least of the last day",
                        "pg_stat_activity, pg_replication_slots")
                .confidence(leaking.stream()
                        .mapToDouble(DeadRowFindings::confidence)
                        .max()
                        .orElse(.5));
        leaking.stream()
                .limit(NAMED)
                .forEach(table -> finding.evidence(Evidence.text(
                        table.key(),
                        Amounts.count(table.deadRows()) + " dead rows beside " + Amounts.count(table.liveRows())
                                + " live ones, " + Amounts.count(table.leak().slopePerDay()) + " more a day since "
                                + table.since(),
                        SOURCE)));
        if (tables > NAMED) {
            finding.evidence(
                    Evidence.text("and", Amounts.count(tables - NAMED) + " more with fewer dead rows", SOURCE));
        }
        return held && horizonTold ? finding.symptomOf(HORIZON).build() : finding.build();
    }

    private static double confidence(Table table) {
        return Math.min(.95, 1 - table.leak().pValue());
    }
}
