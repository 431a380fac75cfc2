package dev.nightjar.stats;

/** How much a series remembers its previous sample, and what that costs in independent information. */
public final class Autocorrelation {
    private Autocorrelation() {}

    /** Lag-1 autocorrelation around zero, between −1 and 1; 0 for a series without variation. */
    public static double lagOne(double[] values) {
        double product = 0;
        double square = 0;
        for (int i = 0; i < values.length; i++) {
            square += values[i] * values[i];
            product += i > 0 ? values[i] * values[i - 1] : 0;
        }
        return square > 0 ? Math.max(-1, Math.min(1, product / square)) : 0;
    }

    /** Variance inflation of a mean of first-order autoregressive samples: (1 + ρ) ÷ (1 − ρ), not below 1. */
    public static double inflation(double rho) {
        double bounded = Math.max(0, Math.min(.95, rho));
        return (1 + bounded) / (1 - bounded);
    }
}
