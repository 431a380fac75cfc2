package dev.nightjar.detect;

import java.util.List;

/**
 * What is known of a statement beyond its counters, over the same steps as its history.
 *
 * @param lockWaitMs time waiting for locks in each step; an empty array when not collected
 * @param plans plans seen, in any order; empty when not collected
 * @param table the table it mostly works on; empty when unknown
 * @param tableBytes size of that table in each step, NaN where unknown; an empty array when not collected
 */
@SuppressWarnings("ArrayRecordComponent") // numeric columns, shared and never changed
public record StatementCircumstances(double[] lockWaitMs, List<PlanSighting> plans, String table, double[] tableBytes) {
    static final StatementCircumstances UNKNOWN =
            new StatementCircumstances(new double[0], List.of(), "", new double[0]);

    public StatementCircumstances {
        plans = List.copyOf(plans);
    }

    /** The same with the time waited for locks. */
    public StatementCircumstances withLockWaits(double[] waitMs) {
        return new StatementCircumstances(waitMs, plans, table, tableBytes);
    }

    /** The same with the plans seen. */
    public StatementCircumstances withPlans(List<PlanSighting> seen) {
        return new StatementCircumstances(lockWaitMs, seen, table, tableBytes);
    }
}
