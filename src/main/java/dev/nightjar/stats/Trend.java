package dev.nightjar.stats;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Monotone trend of equally spaced samples: Mann–Kendall test and Theil–Sen slope. NaN samples are left out. Ties are corrected
 * for; nothing is assumed about the distribution. Cost: n². References: Mann 1945, Kendall 1975, Sen 1968.
 *
 * <p>Samples that remember the one before are tested after variance-corrected prewhitening (Wang, Chen, Becker and Liu 2015):
 * what the errors around the slope add to their predecessors, blown up to the errors' own spread, on a line less steep by the
 * root of the inflation (1 + ρ) ÷ (1 − ρ). That is as cautious as inflating the variance of S where a trend is weak, and does not
 * lose what rises beyond doubt. ρ is taken without its bias: of n errors around a line it is too small by (2 + 4ρ) ÷ n (Marriott
 * and Pope 1954). The interval of the slope is that of the inflated variance.
 *
 * @param s Kendall's S, the number of rising pairs minus the falling ones, of the samples that were tested
 * @param z normal score of S with continuity correction
 * @param pValue two-sided
 * @param slope median of the slopes of all pairs, per sample; NaN with fewer than two samples
 * @param slopeLow lower end of the 95 % interval of the slope
 * @param slopeHigh upper end
 */
public record Trend(double s, double z, double pValue, double slope, double slopeLow, double slopeHigh) {
    private static final double MOST_MEMORY = .95;
    private static final double NORMAL_97_5 = 1.959963984540054;

    /** The plain test, for independent samples. */
    public static Trend of(double[] values) {
        return of(values, false);
    }

    /** The test for samples that remember the one before. */
    public static Trend ofAutocorrelated(double[] values) {
        return of(values, true);
    }

    private static Trend of(double[] values, boolean autocorrelated) {
        int[] at = new int[values.length];
        double[] y = new double[values.length];
        int n = 0;
        for (int i = 0; i < values.length; i++) {
            if (Double.isFinite(values[i])) {
                at[n] = i;
                y[n++] = values[i];
            }
        }
        if (n < 2) {
            return new Trend(0, 0, 1, Double.NaN, Double.NaN, Double.NaN);
        }
        double[] slopes = new double[n * (n - 1) / 2];
        int k = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                slopes[k++] = (y[j] - y[i]) / (at[j] - at[i]);
            }
        }
        Arrays.sort(slopes);
        double slope = Robust.median(slopes);
        double inflation = 1;
        double[] tested = Arrays.copyOf(y, n);
        if (autocorrelated) {
            double[] errors = new double[n];
            Arrays.setAll(errors, i -> y[i] - slope * at[i]);
            double centre = Robust.median(errors);
            Arrays.setAll(errors, i -> errors[i] - centre);
            double seen = Autocorrelation.lagOne(errors);
            double memory = Math.max(0, Math.min(MOST_MEMORY, seen + (2 + 4 * seen) / n));
            inflation = Autocorrelation.inflation(memory);
            tested = prewhitened(errors, at, memory, slope / Math.sqrt(inflation));
        }
        double s = kendall(tested);
        double deviation = Math.sqrt(Math.max(0, variance(tested)));
        double z = deviation > 0 ? (s - Math.signum(s)) / deviation : 0;
        double reach = NORMAL_97_5 * Math.sqrt(Math.max(0, variance(Arrays.copyOf(y, n)) * inflation));
        int low = (int) Math.floor((slopes.length - reach) / 2);
        int high = (int) Math.ceil((slopes.length + reach) / 2);
        return new Trend(
                s,
                z,
                Distributions.normalTwoSided(z),
                slope,
                slopes[Math.max(0, low)],
                slopes[Math.min(slopes.length - 1, high)]);
    }

    /** What each error adds to that of the sample before, as wide as the errors, on a line; memory fades over a gap. */
    private static double[] prewhitened(double[] errors, int[] at, double memory, double slope) {
        return IntStream.range(1, errors.length)
                .mapToDouble(i -> {
                    double left = Math.pow(memory, at[i] - at[i - 1]);
                    return (errors[i] - left * errors[i - 1]) / Math.sqrt(1 - left * left) + slope * at[i];
                })
                .toArray();
    }

    private static double kendall(double[] values) {
        double s = 0;
        for (int i = 0; i < values.length; i++) {
            for (int j = i + 1; j < values.length; j++) {
                s += Math.signum(values[j] - values[i]);
            }
        }
        return s;
    }

    private static double variance(double[] values) {
        double n = values.length;
        return (n * (n - 1) * (2 * n + 5) - ties(values.clone())) / 18;
    }

    private static double ties(double[] sorted) {
        Arrays.sort(sorted);
        double correction = 0;
        int run = 1;
        for (int i = 1; i <= sorted.length; i++) {
            if (i < sorted.length && sorted[i] == sorted[i - 1]) {
                run++;
            } else {
                correction += run * (run - 1.0) * (2.0 * run + 5);
                run = 1;
            }
        }
        return correction;
    }
}
