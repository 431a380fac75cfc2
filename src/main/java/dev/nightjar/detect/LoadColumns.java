package dev.nightjar.detect;

import dev.nightjar.stats.Robust;
import java.util.ArrayList;
import java.util.List;

/**
 * What the load contributes to the logarithm of latency: ln(calls), and −ln(1 − .75·min(rel, 1.15)) with rel = calls ÷ their
 * 98th percentile, because latency is convex near saturation and a slope on the logarithm alone under-predicts beyond the
 * load seen so far (M/M/1 response time is 1 ÷ (1 − utilisation)).
 */
final class LoadColumns {
    private static final double TOP_PERCENTILE = .98;
    private static final double UTILISATION_AT_TOP = .75;
    private static final double HIGHEST_RELATIVE = 1.15;
    /** Below this median the count of calls is mostly counting noise. */
    private static final double LEAST_MEDIAN_CALLS = 5;

    private LoadColumns() {}

    static double[][] of(Signal signal, double[] instanceCalls, double[] shared) {
        List<double[]> columns = new ArrayList<>();
        if (Robust.median(signal.calls()) >= LEAST_MEDIAN_CALLS) {
            add(columns, signal.calls());
        }
        double[] instance = new double[signal.size()];
        boolean known = instanceCalls.length > 0;
        for (int i = 0; i < signal.size() && known; i++) {
            instance[i] = instanceCalls[signal.at()[i]];
            known = instance[i] > 0;
        }
        if (known) {
            add(columns, instance);
        }
        if (shared.length > 0) {
            double[] column = new double[signal.size()];
            for (int i = 0; i < signal.size(); i++) {
                column[i] = shared[signal.at()[i]];
            }
            columns.add(column);
        }
        return columns.toArray(double[][]::new);
    }

    private static void add(List<double[]> columns, double[] calls) {
        double top = Math.max(1, Robust.quantile(calls, TOP_PERCENTILE));
        double[] slope = new double[calls.length];
        double[] convex = new double[calls.length];
        for (int i = 0; i < calls.length; i++) {
            slope[i] = Math.log(calls[i]);
            convex[i] = -Math.log(1 - UTILISATION_AT_TOP * Math.min(calls[i] / top, HIGHEST_RELATIVE));
        }
        columns.add(slope);
        columns.add(convex);
    }
}
