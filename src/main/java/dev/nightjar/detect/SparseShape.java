package dev.nightjar.detect;

import dev.nightjar.stats.Robust;

/**
 * How a statement that is judged by run days changed, and when: the step or the ramp of least squared error, errors cut off at
 * three standard deviations, and the days that fit almost as well. The change shows first in the first changed run, and began
 * after the run before it at the earliest.
 *
 * @param day first changed run day
 * @param difference change of ln(cost per call); of a drift that reached on the last day
 */
record SparseShape(Regression.Kind kind, int day, double difference, Onset onset) {
    private static final double LARGEST_ERROR = 9;
    /** Squared error above the best, in variances of a day, at which a day still counts as possible: 95 % of χ² with one degree. */
    private static final double TOLERANCE = 3.84;
    /** A ramp must explain this much more, and have this many run days to show. */
    private static final double RAMP_ADVANTAGE = 2;

    private static final int SHORTEST_RAMP = 5;
    private static final int LEAST_BEFORE = 3;

    static SparseShape of(SparseSeries series, SparseSeries.Change change) {
        int n = series.size();
        double[] asStep = new double[n];
        double[] asRamp = new double[n];
        double[] reached = new double[n];
        int step = change.day();
        int ramp = -1;
        for (int day = LEAST_BEFORE; day < n; day++) {
            asStep[day] = error(series, change, day, x -> change.difference());
            if (n - day >= SHORTEST_RAMP) {
                double d = slope(series, change.before(), day);
                reached[day] = d;
                asRamp[day] = error(series, change, day, x -> d * x);
                ramp = ramp < 0 || asRamp[day] < asRamp[ramp] ? day : ramp;
            }
        }
        for (int day = LEAST_BEFORE; day < n; day++) {
            step = asStep[day] < asStep[step] ? day : step;
        }
        boolean drifts = ramp >= 0
                && reached[ramp] * change.difference() > 0
                && asRamp[ramp] < asStep[step] - RAMP_ADVANTAGE
                && rises(series, change, ramp);
        return drifts
                ? shape(series, Regression.Kind.DRIFT, ramp, reached[ramp], asRamp, n - SHORTEST_RAMP)
                : shape(series, Regression.Kind.SHIFT, step, change.difference(), asStep, n - 1);
    }

    private static SparseShape shape(
            SparseSeries series, Regression.Kind kind, int day, double difference, double[] errors, int last) {
        int low = day;
        int high = day;
        for (int other = LEAST_BEFORE; other <= last; other++) {
            if (errors[other] <= errors[day] + TOLERANCE) {
                low = Math.min(low, other);
                high = Math.max(high, other);
            }
        }
        int[] at = series.step();
        Onset onset = new Onset(at[day], Math.min(at[low], at[low - 1] + 1), at[high]);
        return new SparseShape(kind, day, difference, onset);
    }

    /** The later half of a ramp tops its earlier half. */
    private static boolean rises(SparseSeries series, SparseSeries.Change change, int day) {
        int n = series.size();
        double early = Robust.median(series.y(), day, (day + n) / 2) - change.before();
        double late = Robust.median(series.y(), (day + n) / 2, n) - change.before();
        return Math.signum(change.difference()) * (late - 1.3 * early) > 0;
    }

    private static double slope(SparseSeries series, double before, int day) {
        double xx = 0;
        double xy = 0;
        for (int i = day; i < series.size(); i++) {
            double x = way(series, day, i);
            xx += x * x;
            xy += x * (series.y()[i] - before);
        }
        return xx > 0 ? xy / xx : 0;
    }

    /** Share of the way from the run before a ramp to the last run. */
    private static double way(SparseSeries series, int day, int i) {
        double from = series.step()[day - 1];
        return (series.step()[i] - from) / (series.step()[series.size() - 1] - from);
    }

    private interface Change {
        double at(double way);
    }

    private static double error(SparseSeries series, SparseSeries.Change change, int day, Change model) {
        double sum = 0;
        for (int i = 0; i < series.size(); i++) {
            double expected = change.before() + (i < day ? 0 : model.at(way(series, day, i)));
            double r = series.y()[i] - expected;
            sum += Math.min(LARGEST_ERROR, r * r / change.variance());
        }
        return sum;
    }
}
