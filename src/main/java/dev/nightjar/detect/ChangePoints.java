package dev.nightjar.detect;

import dev.nightjar.stats.Robust;
import dev.nightjar.stats.TrendSegmentation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Change points of a metric series: cuts into segments that are level or straight, see {@link TrendSegmentation}. */
public final class ChangePoints {
    /** A day must have been seen four times, and by half-hours to some extent. */
    private static final double SEASONAL_HOURS = 96;

    private static final int SEASONAL_SAMPLES = 50;

    private ChangePoints() {}

    /**
     * The change points of a series, or of parallel series that change together.
     *
     * @param series one array per dimension, of the same length, NaN where missing; levels are given for the first
     */
    public static List<ChangePoint> of(double[]... series) {
        int[] cuts = TrendSegmentation.cuts(series);
        double[] first = series[0];
        List<ChangePoint> found = new ArrayList<>();
        for (int k = 0; k < cuts.length; k++) {
            double[] left = finite(first, k == 0 ? 0 : cuts[k - 1], cuts[k]);
            double[] right = finite(first, cuts[k], k + 1 < cuts.length ? cuts[k + 1] : first.length);
            if (left.length > 0 && right.length > 0) {
                found.add(
                        new ChangePoint(cuts[k], Robust.median(left), Robust.median(right), probability(left, right)));
            }
        }
        return List.copyOf(found);
    }

    /**
     * The change points of a metric with times, whose usual day is taken out first: a night is not a change.
     *
     * @param hours time of each sample in hours since any midnight, ascending
     * @param values NaN where missing
     */
    public static List<ChangePoint> ofSeasonal(double[] hours, double[] values) {
        if (values.length < SEASONAL_SAMPLES || hours[values.length - 1] - hours[0] < SEASONAL_HOURS) {
            return of(values);
        }
        double[] season = MetricBaseline.of(hours, values).season();
        double[] rest = new double[values.length];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = values[i] - season[i];
        }
        return of(rest);
    }

    /** Posterior of two levels against one, by the difference of their Schwarz criteria at even prior odds. */
    private static double probability(double[] left, double[] right) {
        double[] both = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        double apart = squares(left) + squares(right);
        double together = squares(both);
        int n = both.length;
        if (!(together > 0)) {
            return .5;
        }
        double gain = n * Math.log(together / Math.max(apart, 1e-12 * together)) - 2 * Math.log(n);
        return 1 / (1 + Math.exp(-Math.max(-50, Math.min(50, gain)) / 2));
    }

    private static double squares(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    }

    private static double[] finite(double[] values, int from, int to) {
        return Arrays.stream(values, from, to).filter(Double::isFinite).toArray();
    }
}
