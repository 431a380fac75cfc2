package dev.nightjar.detect;

import dev.nightjar.stats.Autocorrelation;
import java.util.List;

/**
 * When a level changed: the position around a cut that divides the samples best into the level before and the level after,
 * and the positions that are almost as good. Signals that changed together (time and pages per call) vote with their summed
 * likelihood. Large errors are cut off at three standard errors, so a spike does not move the onset.
 *
 * @param step first changed step
 * @param low earliest step the data allow
 * @param high latest step the data allow
 */
record Onset(int step, int low, int high) {
    private static final double REACH_HOURS = 12;
    /** How often the search goes on from a best position far from where it began. */
    private static final int MOVES = 4;

    private static final double LARGEST_ERROR = 9;
    /** Cost above the best that still counts as possible, before inflation by autocorrelation. */
    private static final double TOLERANCE = 7;
    /** A known event wins against a fit that is better by less than this. */
    private static final double EVENT_ADVANTAGE = 4;

    /** One signal's view of the change. */
    record View(SeasonalFit fit, double before, double after) {}

    static Onset of(List<View> views, int cutStep, int lastStep, double stepHours, List<Integer> events) {
        int centre = cutStep;
        Onset found = around(views, centre, lastStep, stepHours, events);
        for (int move = 0; move < MOVES && Math.abs(found.step - centre) >= REACH_HOURS / stepHours / 2; move++) {
            centre = found.step;
            found = around(views, centre, lastStep, stepHours, events);
        }
        return found;
    }

    /** The same with an interval that allows for a line that cannot be told from a step. */
    Onset or(Hinge line) {
        return new Onset(step, Math.min(low, line.low()), Math.max(high, line.high()));
    }

    private static Onset around(List<View> views, int cutStep, int lastStep, double stepHours, List<Integer> events) {
        int reach = Math.max(2, (int) Math.round(REACH_HOURS / stepHours));
        int from = Math.max(1, cutStep - reach);
        int to = Math.min(lastStep, cutStep + reach);
        double[] cost = new double[to - from + 1];
        double inflation = 1;
        for (View view : views) {
            inflation = Math.max(inflation, Math.sqrt(Autocorrelation.inflation(view.fit.rho)));
            double running = 0;
            int i = view.fit.signal.firstFrom(from);
            for (int step = from; step <= to; step++) {
                cost[step - from] += running;
                if (i < view.fit.signal.size() && view.fit.signal.at()[i] == step) {
                    double w = view.fit.weights[i];
                    double level = view.fit.level[i];
                    running += error(w, level - view.before) - error(w, level - view.after);
                    i++;
                }
            }
        }
        int best = 0;
        for (int k = 1; k < cost.length; k++) {
            if (cost[k] < cost[best]) {
                best = k;
            }
        }
        best = firstRun(views.get(0).fit.signal, from + best, to) - from;
        int low = best;
        int high = best;
        for (int k = 0; k < cost.length; k++) {
            if (cost[k] <= cost[best] + TOLERANCE * inflation) {
                low = Math.min(low, k);
                high = Math.max(high, k);
            }
        }
        int chosen = -1;
        for (int event : events) {
            int k = event - from;
            boolean isPossible = k >= low && k <= high && cost[k] <= cost[best] + EVENT_ADVANTAGE;
            if (isPossible && (chosen < 0 || cost[k] < cost[chosen])) {
                chosen = k;
            }
        }
        return new Onset(from + (chosen < 0 ? best : chosen), from + low, from + high);
    }

    /** Between two samples every position costs the same: the change shows first in the first sample after it. */
    private static int firstRun(Signal signal, int step, int to) {
        int i = signal.firstFrom(step);
        return i < signal.size() ? Math.min(to, signal.at()[i]) : step;
    }

    private static double error(double weight, double residual) {
        return Math.min(weight * residual * residual, LARGEST_ERROR);
    }
}
