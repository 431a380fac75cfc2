package dev.nightjar.stats;

import java.util.Arrays;

/**
 * Monotone trend of equally spaced samples: Mann–Kendall test and Theil–Sen slope. NaN samples are left out.
 *
 * <p>Assumes nothing about the distribution. Autocorrelation is met by inflating the variance with (1 + ρ) ÷ (1 − ρ) of the
 * ranks of the detrended series (after Hamed and Rao 1998, first lag only); ties are corrected for. Cost: n². References:
 * Mann 1945, Kendall 1975, Sen 1968.
 *
 * @param s Kendall's S, the number of rising pairs minus the falling ones
 * @param z normal score of S with continuity correction
 * @param pValue two-sided
 * @param slope median of the slopes of all pairs, per sample; NaN with fewer than two samples
 * @param slopeLow lower end of the 95 % interval of the slope
 * @param slopeHigh upper end
 */
public record Trend(double s, double z, double pValue, double slope, double slopeLow, double slopeHigh) {
    private static final double NORMAL_97_5 = 1.959963984540054;

    /** The plain test, for independent samples. */
    public static Trend of(double[] values) {
        return of(values, false);
    }

    /** The test with the variance inflated for autocorrelated samples. */
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
        double s = 0;
        int k = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                s += Math.signum(y[j] - y[i]);
                slopes[k++] = (y[j] - y[i]) / (at[j] - at[i]);
            }
        }
        Arrays.sort(slopes);
        double slope = Robust.median(slopes);
        double variance = (n * (n - 1.0) * (2.0 * n + 5) - ties(Arrays.copyOf(y, n))) / 18;
        if (autocorrelated) {
            double[] rest = new double[n];
            for (int i = 0; i < n; i++) {
                rest[i] = y[i] - slope * at[i];
            }
            double centre = Robust.median(rest);
            for (int i = 0; i < n; i++) {
                rest[i] -= centre;
            }
            variance *= Autocorrelation.inflation(Autocorrelation.lagOne(rest));
        }
        double z = variance > 0 ? (s - Math.signum(s)) / Math.sqrt(variance) : 0;
        double reach = NORMAL_97_5 * Math.sqrt(Math.max(0, variance));
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
