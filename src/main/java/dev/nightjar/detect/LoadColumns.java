package dev.nightjar.detect;

import dev.nightjar.stats.Robust;
import java.util.ArrayList;
import java.util.List;

/**
 * What the load contributes to the logarithm of latency: ln(calls), and −ln(1 − .75·min(rel, 1.15)) with rel = calls ÷ their
 * 98th percentile, because latency is convex near saturation and a slope on the logarithm alone under-predicts beyond the
 * load seen so far (M/M/1 response time is 1 ÷ (1 − utilisation)). So of a statement's own calls and of all calls of the server;
 * and how slow all statements were in a step.
 *
 * <p>What all statements share is made once for those that ran in every step, as most of the busy ones do.
 */
final class LoadColumns {
    private static final double TOP_PERCENTILE = .98;
    private static final double UTILISATION_AT_TOP = .75;
    private static final double HIGHEST_RELATIVE = 1.15;
    /** Below this median the count of calls is mostly counting noise. */
    private static final double LEAST_MEDIAN_CALLS = 5;

    private final double[] instanceCalls;
    private final double[] shared;
    private final int samplesPerDay;
    private final int steps;
    private final List<LoadColumn> complete;

    /**
     * Prepares the columns of all statements.
     *
     * @param steps of the histories
     * @param instanceCalls of all statements, per step; empty when unknown
     * @param shared ln factor by which all statements were slow, per step; empty when unknown
     */
    LoadColumns(int steps, double[] instanceCalls, double[] shared, int samplesPerDay) {
        this.steps = steps;
        this.instanceCalls = instanceCalls;
        this.shared = shared;
        this.samplesPerDay = samplesPerDay;
        this.complete = common(instanceCalls, shared);
    }

    /** The columns of a statement, as long as its signal. */
    List<LoadColumn> of(Signal signal) {
        List<LoadColumn> columns = new ArrayList<>();
        if (Robust.median(signal.calls()) >= LEAST_MEDIAN_CALLS) {
            add(columns, signal.calls());
        }
        columns.addAll(
                signal.size() == steps ? complete : common(at(signal.at(), instanceCalls), at(signal.at(), shared)));
        return columns;
    }

    private static double[] at(int[] steps, double[] values) {
        double[] chosen = new double[values.length == 0 ? 0 : steps.length];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = values[steps[i]];
        }
        return chosen;
    }

    private List<LoadColumn> common(double[] calls, double[] slowness) {
        List<LoadColumn> columns = new ArrayList<>();
        if (calls.length > 0 && isPositive(calls)) {
            add(columns, calls);
        }
        if (slowness.length > 0) {
            columns.add(LoadColumn.of(slowness, samplesPerDay));
        }
        return columns;
    }

    private static boolean isPositive(double[] calls) {
        for (double one : calls) {
            if (!(one > 0)) {
                return false;
            }
        }
        return true;
    }

    private void add(List<LoadColumn> columns, double[] calls) {
        double top = Math.max(1, Robust.quantile(calls, TOP_PERCENTILE));
        double[] slope = new double[calls.length];
        double[] convex = new double[calls.length];
        for (int i = 0; i < calls.length; i++) {
            slope[i] = Math.log(calls[i]);
            convex[i] = -Math.log(1 - UTILISATION_AT_TOP * Math.min(calls[i] / top, HIGHEST_RELATIVE));
        }
        columns.add(LoadColumn.of(slope, samplesPerDay));
        columns.add(LoadColumn.of(convex, samplesPerDay));
    }
}
