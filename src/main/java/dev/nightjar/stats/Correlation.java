package dev.nightjar.stats;

import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;

/** How two quantities go together. */
public final class Correlation {
    private Correlation() {}

    /**
     * Pearson's product-moment correlation.
     *
     * @param x finite values
     * @param y as many
     * @return −1 to 1; NaN for fewer than two pairs or where one of them does not vary
     */
    public static double pearson(double[] x, double[] y) {
        return x.length < 2 ? Double.NaN : new PearsonsCorrelation().correlation(x, y);
    }
}
