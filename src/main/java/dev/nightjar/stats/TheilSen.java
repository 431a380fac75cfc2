package dev.nightjar.stats;

/** Theil–Sen slope alone, where {@link Trend} with its test and interval would be too dear. Cost: n² ÷ 2. */
public final class TheilSen {
    private TheilSen() {}

    /** Median slope per sample over {@code values[from..to)}; NaN samples are left out; 0 with fewer than two. */
    public static double slope(double[] values, int from, int to) {
        int n = to - from;
        double[] slopes = new double[Math.max(0, n * (n - 1) / 2)];
        int count = 0;
        for (int i = from; i < to; i++) {
            for (int j = i + 1; j < to; j++) {
                double slope = (values[j] - values[i]) / (j - i);
                if (!Double.isNaN(slope)) {
                    slopes[count++] = slope;
                }
            }
        }
        return count == 0 ? 0 : Robust.median(slopes, 0, count);
    }
}
