package dev.nightjar.detect;

import dev.nightjar.stats.Robust;

/**
 * Variance of ln(time per call) in a step with n calls: σ² + c² ÷ n. Fitted from the robust variances of the residuals of the
 * steps with fewer and with more calls than the median.
 *
 * @param sigma2 variance that more calls do not remove
 * @param perCall squared coefficient of variation of a single call, c²
 */
record NoiseModel(double sigma2, double perCall) {
    /** Single calls rarely vary by more than twice their mean in log-space fits. */
    private static final double LARGEST_PER_CALL = 4;
    /** However many calls, some share of the hourly variance stays (other load, cache). */
    private static final double LEAST_SHARE = .15;
    /** Clock and counter resolution: half a percent. */
    private static final double FLOOR = 2.5e-5;

    double variance(double calls) {
        return sigma2 + perCall / calls;
    }

    static NoiseModel fit(double[] residuals, double[] calls) {
        double middle = Robust.median(calls);
        int n = residuals.length;
        double[] few = new double[n];
        double[] many = new double[n];
        int fewCount = 0;
        int manyCount = 0;
        double fewInverse = 0;
        double manyInverse = 0;
        for (int i = 0; i < n; i++) {
            if (calls[i] <= middle) {
                few[fewCount++] = residuals[i];
                fewInverse += 1 / calls[i];
            } else {
                many[manyCount++] = residuals[i];
                manyInverse += 1 / calls[i];
            }
        }
        double total = Math.max(FLOOR, square(Robust.sigma(residuals)));
        if (fewCount < 8 || manyCount < 8) {
            return new NoiseModel(total, 0);
        }
        double fewVariance = square(Robust.sigma(java.util.Arrays.copyOf(few, fewCount)));
        double manyVariance = square(Robust.sigma(java.util.Arrays.copyOf(many, manyCount)));
        double spread = fewInverse / fewCount - manyInverse / manyCount;
        double perCall = spread > 1e-9 ? (fewVariance - manyVariance) / spread : 0;
        perCall = Math.max(0, Math.min(LARGEST_PER_CALL, perCall));
        double sigma2 = total - perCall * (fewInverse + manyInverse) / n;
        return new NoiseModel(Math.max(Math.max(LEAST_SHARE * total, FLOOR), sigma2), perCall);
    }

    private static double square(double x) {
        return x * x;
    }
}
