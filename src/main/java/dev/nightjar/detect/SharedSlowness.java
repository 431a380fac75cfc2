package dev.nightjar.detect;

import dev.nightjar.stats.Robust;
import java.util.List;

/**
 * Steps in which every statement is slow at once: the median, over the busiest statements, of how far each is above its own
 * hour class and its own last day. Short by construction, so a lasting slowdown of all statements is not explained away.
 * Needs enough statements that no single one shapes it.
 */
final class SharedSlowness {
    private static final int LEAST_STATEMENTS = 10;
    static final int MOST_STATEMENTS = 150;
    private static final double LEAST_COVERAGE = .7;
    /** Only steps this many robust deviations above the usual count; the rest is the statements' own noise. */
    private static final double EXCEPTIONAL = 3;

    private SharedSlowness() {}

    /** Whether a statement runs often enough to take part. */
    static boolean isBusy(Signal signal, int steps) {
        return signal.size() >= LEAST_COVERAGE * steps;
    }

    /** One value per step, in logarithms; empty when too few statements run often enough. */
    static double[] of(List<Signal> busy, HourClasses classes, int steps, int samplesPerDay) {
        if (busy.size() < LEAST_STATEMENTS) {
            return new double[0];
        }
        List<double[]> deviations = busy.parallelStream()
                .map(s -> deviation(s, classes, steps, samplesPerDay))
                .toList();
        double[] shared = new double[steps];
        double[] column = new double[busy.size()];
        for (int h = 0; h < steps; h++) {
            int count = 0;
            for (double[] deviation : deviations) {
                if (!Double.isNaN(deviation[h])) {
                    column[count++] = deviation[h];
                }
            }
            shared[h] = count < LEAST_STATEMENTS ? 0 : Robust.median(column, 0, count);
        }
        double usual = EXCEPTIONAL * Robust.sigmaAround(shared, 0);
        for (int h = 0; h < steps; h++) {
            shared[h] = shared[h] > usual ? shared[h] : 0;
        }
        return shared;
    }

    private static double[] deviation(Signal signal, HourClasses classes, int steps, int samplesPerDay) {
        double[] base = Robust.runningMedian(signal.y(), Math.max(5, samplesPerDay | 1));
        double[] rest = new double[signal.size()];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = signal.y()[i] - base[i];
        }
        double[] season = new double[rest.length];
        ClassEffects.fill(rest, classes.members(signal), season);
        double[] deviation = new double[steps];
        java.util.Arrays.fill(deviation, Double.NaN);
        for (int i = 0; i < rest.length; i++) {
            deviation[signal.at()[i]] = rest[i] - season[i];
        }
        return deviation;
    }
}
