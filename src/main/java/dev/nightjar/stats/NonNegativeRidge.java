package dev.nightjar.stats;

/**
 * Weighted ridge regression with coefficients ≥ 0 and a free intercept, made robust by Huber weights.
 *
 * <p>Coordinate descent on the normal equations of centred columns; three reweighting rounds. Assumes few columns (≤ 10).
 * Cost: rounds × samples × columns². References: Lawson and Hanson 1974 for the constraint, Huber 1964 for the weights.
 */
public final class NonNegativeRidge {
    private static final int REWEIGHTINGS = 3;
    private static final int SWEEPS = 60;

    private NonNegativeRidge() {}

    /**
     * Fits the coefficients.
     *
     * @param columns one array per explaining variable, as long as {@code y}
     * @param ridge per column, in units of the weighted sum of squares
     * @param tuning Huber's constant in robust standard deviations, e.g. 2
     * @return one coefficient per column, 0 where a column does not vary
     */
    public static double[] fit(double[][] columns, double[] y, double[] weights, double[] ridge, double tuning) {
        int k = columns.length;
        double[] beta = new double[k];
        if (y.length < k + 2) {
            return beta;
        }
        double[] w = weights.clone();
        double[] standardised = new double[y.length];
        for (int round = 0; round < REWEIGHTINGS; round++) {
            solve(columns, y, w, ridge, beta);
            double[] residual = residuals(columns, y, beta);
            double centre = Robust.median(residual);
            for (int i = 0; i < y.length; i++) {
                standardised[i] = (residual[i] - centre) * Math.sqrt(weights[i]);
            }
            double scale = Robust.sigmaAround(standardised, 0);
            if (!(scale > 0)) {
                break;
            }
            for (int i = 0; i < y.length; i++) {
                double size = Math.abs(standardised[i]) / scale;
                w[i] = size <= tuning ? weights[i] : weights[i] * tuning / size;
            }
        }
        return beta;
    }

    private static double[] residuals(double[][] columns, double[] y, double[] beta) {
        double[] residual = y.clone();
        for (int j = 0; j < beta.length; j++) {
            if (beta[j] != 0) {
                for (int i = 0; i < y.length; i++) {
                    residual[i] -= beta[j] * columns[j][i];
                }
            }
        }
        return residual;
    }

    private static void solve(double[][] columns, double[] y, double[] w, double[] ridge, double[] beta) {
        int k = columns.length;
        double total = 0;
        for (double weight : w) {
            total += weight;
        }
        double[] mean = new double[k];
        double yMean = 0;
        for (int i = 0; i < y.length; i++) {
            yMean += w[i] * y[i] / total;
            for (int j = 0; j < k; j++) {
                mean[j] += w[i] * columns[j][i] / total;
            }
        }
        double[][] gram = new double[k][k];
        double[] cross = new double[k];
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < k; j++) {
                double x = w[i] * (columns[j][i] - mean[j]);
                cross[j] += x * (y[i] - yMean);
                for (int l = j; l < k; l++) {
                    gram[j][l] += x * (columns[l][i] - mean[l]);
                }
            }
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            double moved = 0;
            for (int j = 0; j < k; j++) {
                double pull = cross[j];
                for (int l = 0; l < k; l++) {
                    pull -= l == j ? 0 : gram[Math.min(j, l)][Math.max(j, l)] * beta[l];
                }
                double denominator = gram[j][j] + ridge[j];
                double next = denominator > 1e-9 ? Math.max(0, pull / denominator) : 0;
                moved = Math.max(moved, Math.abs(next - beta[j]));
                beta[j] = next;
            }
            if (moved < 1e-6) {
                return;
            }
        }
    }
}
