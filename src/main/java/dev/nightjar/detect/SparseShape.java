package dev.nightjar.detect;

import dev.nightjar.stats.Robust;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How a statement that is judged by run days changed, and when: the step of least squared error, errors cut off at
 * three standard deviations, or the line ({@link Hinge}) when that is likelier, and the days that fit almost as well. The change shows first in the first changed run, and began
 * after the run before it at the earliest.
 *
 * @param day first changed run day
 * @param difference change of ln(cost per call); of a drift that reached on the last day
 */
record SparseShape(Regression.Kind kind, int day, double difference, Onset onset) {
    private static final double LARGEST_ERROR = 9;
    /** Squared error above the best, in variances of a day, at which a day still counts as possible: 95 % of χ² with one degree. */
    private static final double TOLERANCE = 3.84;

    private static final int CLIP_WINDOW = 5;
    private static final int LEAST_BEFORE = 3;

    static SparseShape of(SparseSeries series, SparseSeries.Change change, double stepHours) {
        int n = series.size();
        double[] errors = new double[n];
        int best = change.day();
        for (int day = LEAST_BEFORE; day < n; day++) {
            errors[day] = error(series, change, day);
        }
        for (int day = LEAST_BEFORE; day < n; day++) {
            best = errors[day] < errors[best] ? day : best;
        }
        double sign = Math.signum(change.difference());
        Optional<Hinge> line = Hinge.best(List.of(view(series, change)), sign, stepHours);
        if (line.isPresent() && line.get().isLine(series.step(), series.y(), sign)) {
            Hinge drift = line.get();
            int day = Arrays.binarySearch(series.step(), drift.step());
            return new SparseShape(
                    Regression.Kind.DRIFT,
                    Math.min(n - 1, day >= 0 ? day : -day - 1),
                    drift.difference(),
                    new Onset(drift.step(), drift.low(), drift.high()));
        }
        Onset onset = onset(series, errors, best);
        return new SparseShape(
                Regression.Kind.SHIFT,
                best,
                change.difference(),
                line.isPresent() && line.get().isPossible() ? onset.or(line.get()) : onset);
    }

    private static Hinge.View view(SparseSeries series, SparseSeries.Change change) {
        double bound = Math.sqrt(LARGEST_ERROR * change.variance());
        double[] smooth = Robust.runningMedian(series.y(), CLIP_WINDOW);
        double[] values = new double[series.size()];
        double[] weights = new double[series.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(smooth[i] - bound, Math.min(smooth[i] + bound, series.y()[i]));
            weights[i] = 1 / change.variance();
        }
        return new Hinge.View(series.step(), values, weights, 1);
    }

    private static Onset onset(SparseSeries series, double[] errors, int day) {
        int low = day;
        int high = day;
        for (int other = LEAST_BEFORE; other < series.size(); other++) {
            if (errors[other] <= errors[day] + TOLERANCE) {
                low = Math.min(low, other);
                high = Math.max(high, other);
            }
        }
        int[] at = series.step();
        return new Onset(at[day], Math.min(at[low], at[low - 1] + 1), at[high]);
    }

    private static double error(SparseSeries series, SparseSeries.Change change, int day) {
        double sum = 0;
        for (int i = 0; i < series.size(); i++) {
            double r = series.y()[i] - change.before() - (i < day ? 0 : change.difference());
            sum += Math.min(LARGEST_ERROR, r * r / change.variance());
        }
        return sum;
    }
}
