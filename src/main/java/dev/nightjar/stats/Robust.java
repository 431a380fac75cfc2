package dev.nightjar.stats;

import java.util.Arrays;
import org.apache.commons.statistics.descriptive.Quantile;

/**
 * Medians, quantiles and the median absolute deviation. Quantiles use the Hyndman–Fan type 7 of R's default, fixed once
 * for the whole program. An empty input gives NaN.
 */
public final class Robust {
    /** Makes the median absolute deviation of normal data estimate its standard deviation: 1 ÷ Φ⁻¹(3/4). */
    public static final double MAD_TO_SIGMA = 1.482602218505602;

    private static final Quantile QUANTILE =
            Quantile.withDefaults().withCopy(true).with(Quantile.EstimationMethod.HF7);

    private Robust() {}

    public static double median(double... values) {
        return median(values, 0, values.length);
    }

    /** Median of {@code values[from..to)}; NaN where the range is empty. */
    public static double median(double[] values, int from, int to) {
        return to <= from ? Double.NaN : Middle.of(values, from, to);
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
        return MAD_TO_SIGMA * median(deviation);
    }

    /** The smallest value at which half of the total weight is reached, over {@code [from, to)}; NaN without weight. */
    public static double weightedMedian(double[] values, double[] weights, int from, int to) {
        return weightedQuantile(values, weights, from, to, .5);
    }

    /** The smallest value at which a share {@code p} of the total weight is reached; finite values only. */
    public static double weightedQuantile(double[] values, double[] weights, int from, int to, double p) {
        int n = to - from;
        double[] v = Arrays.copyOfRange(values, from, to);
        double[] w = Arrays.copyOfRange(weights, from, to);
        double total = 0;
        for (double weight : w) {
            total += weight;
        }
        if (!(total > 0)) {
            return Double.NaN;
        }
        double wanted = p * total;
        int low = 0;
        int high = n - 1;
        double below = 0;
        while (low < high) {
            double pivot = v[(low + high) >>> 1];
            int i = low;
            int j = high;
            while (i <= j) {
                while (v[i] < pivot) {
                    i++;
                }
                while (v[j] > pivot) {
                    j--;
                }
                if (i <= j) {
                    swap(v, i, j);
                    swap(w, i++, j--);
                }
            }
            double left = below;
            for (int k = low; k <= j; k++) {
                left += w[k];
            }
            if (left >= wanted) {
                high = j;
                continue;
            }
            for (int k = j + 1; k < i; k++) {
                left += w[k];
            }
            if (left >= wanted) {
                return pivot;
            }
            below = left;
            low = i;
        }
        return v[Math.min(low, n - 1)];
    }

    private static void swap(double[] values, int i, int j) {
        double kept = values[i];
        values[i] = values[j];
        values[j] = kept;
    }

    /**
     * Median of the values in a centred window of an odd width, cut off at the ends. Wide windows are evaluated at a twelfth of
     * their width and held in between.
     */
    public static double[] runningMedian(double[] values, int width) {
        int half = width / 2;
        int stride = Math.max(1, width / 12);
        double[] result = new double[values.length];
        MovingMiddle middle = new MovingMiddle(values);
        for (int i = 0; i < values.length; i += stride) {
            int centre = Math.min(values.length - 1, i + stride / 2);
            int from = Math.max(0, centre - half);
            int to = Math.min(values.length, centre + half + 1);
            double median = to - from == 5 ? medianOfFive(values, from) : middle.of(from, to);
            Arrays.fill(result, i, Math.min(values.length, i + stride), median);
        }
        return result;
    }

    /**
     * Without branches: of five, the lesser of two pairs' larger and the larger of their lesser values are next to the middle,
     * which is the middle of those two and the fifth.
     */
    private static double medianOfFive(double[] values, int from) {
        double a = values[from];
        double b = values[from + 1];
        double c = values[from + 2];
        double d = values[from + 3];
        double e = values[from + 4];
        double low = Math.max(Math.min(a, b), Math.min(c, d));
        double high = Math.min(Math.max(a, b), Math.max(c, d));
        return Math.max(Math.min(low, high), Math.min(Math.max(low, high), e));
    }
}
