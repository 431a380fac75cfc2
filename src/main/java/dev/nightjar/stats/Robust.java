package dev.nightjar.stats;

import java.util.Arrays;
import org.apache.commons.statistics.descriptive.Median;
import org.apache.commons.statistics.descriptive.Quantile;

/**
 * Medians, quantiles and the median absolute deviation. Quantiles use the Hyndman–Fan type 7 of R's default, fixed once
 * for the whole program. An empty input gives NaN.
 */
public final class Robust {
    /** Makes the median absolute deviation of normal data estimate its standard deviation: 1 ÷ Φ⁻¹(3/4). */
    public static final double MAD_TO_SIGMA = 1.482602218505602;

    /** Reorders its input: only for arrays made here. */
    private static final Median MEDIAN = Median.withDefaults();

    private static final Quantile QUANTILE =
            Quantile.withDefaults().withCopy(true).with(Quantile.EstimationMethod.HF7);

    private Robust() {}

    public static double median(double... values) {
        return values.length == 0 ? Double.NaN : MEDIAN.evaluate(values.clone());
    }

    /** Median of {@code values[from..to)}; NaN where the range is empty. */
    public static double median(double[] values, int from, int to) {
        return to <= from ? Double.NaN : MEDIAN.evaluate(Arrays.copyOfRange(values, from, to));
    }

    /** Median of an array that the caller gives away: it is reordered. */
    static double medianInPlace(double[] values) {
        return values.length == 0 ? Double.NaN : MEDIAN.evaluate(values);
    }

    /** Quantile of any sample; {@code p} is between 0 and 1. */
    public static double quantile(double[] values, double p) {
        return values.length == 0 ? Double.NaN : QUANTILE.evaluate(values, p);
    }

    /** Median absolute deviation from the median, scaled to the standard deviation of normal data. */
    public static double sigma(double... values) {
        return sigmaAround(values, median(values));
    }

    /** Median absolute deviation from a given centre, scaled to the standard deviation of normal data. */
    public static double sigmaAround(double[] values, double centre) {
        double[] deviation = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            deviation[i] = Math.abs(values[i] - centre);
        }
        return deviation.length == 0 ? Double.NaN : MAD_TO_SIGMA * MEDIAN.evaluate(deviation);
    }

    /** The smallest value at which half of the total weight is reached, over {@code [from, to)}; NaN without weight. */
    public static double weightedMedian(double[] values, double[] weights, int from, int to) {
        return weightedQuantile(values, weights, from, to, .5);
    }

    /** The smallest value at which a share {@code p} of the total weight is reached; the mean of two neighbours at a tie. */
    public static double weightedQuantile(double[] values, double[] weights, int from, int to, double p) {
        Integer[] order = new Integer[to - from];
        double total = 0;
        for (int i = from; i < to; i++) {
            order[i - from] = i;
            total += weights[i];
        }
        if (!(total > 0)) {
            return Double.NaN;
        }
        Arrays.sort(order, (a, b) -> Double.compare(values[a], values[b]));
        double reached = 0;
        for (int k = 0; k < order.length; k++) {
            reached += weights[order[k]];
            if (reached > p * total) {
                return values[order[k]];
            }
            if (reached == p * total && k + 1 < order.length) {
                return (values[order[k]] + values[order[k + 1]]) / 2;
            }
        }
        return values[order[order.length - 1]];
    }

    /** Median of the values in a centred window of an odd width, cut off at the ends. */
    public static double[] runningMedian(double[] values, int width) {
        int half = width / 2;
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = median(values, Math.max(0, i - half), Math.min(values.length, i + half + 1));
        }
        return result;
    }
}
