package dev.nightjar.stats;

/**
 * Weighted ridge regression with coefficients ≥ 0 and a free intercept, made robust by Huber weights.
 *
 * <p>Coordinate descent on the normal equations of centred columns; three reweighting rounds. What does not depend on the
 * explained values is made once, so that fitting others on the same columns costs less. Assumes few columns (≤ 10).
 * Cost: rounds × samples × columns². References: Lawson and Hanson 1974 for the constraint, Huber 1964 for the weights.
 */
public final class NonNegativeRidge {
    private static final int REWEIGHTINGS = 3;
    private static final int SWEEPS = 60;

    private final double[][] columns;
    /** The columns less their weighted means, so that sums of products need no second pass to be exact. */
    private final double[][] centred;

    private final double[] weights;
    private final double[] roots;
    private final double[] ridge;
    private final Moments unweighed;

    /**
     * Prepares fits.
     *
     * @param columns one array per explaining variable, all of the same length
     * @param weights of the samples, 1 ÷ variance
     * @param ridge per column, in units of the weighted sum of squares
     */
    public NonNegativeRidge(double[][] columns, double[] weights, double[] ridge) {
        this.columns = columns;
        this.weights = weights;
        this.ridge = ridge;
        this.centred = new double[columns.length][];
        double total = sum(weights);
        for (int j = 0; j < columns.length; j++) {
            double mean = dot(weights, columns[j]) / total;
            centred[j] = columns[j].clone();
            for (int i = 0; i < weights.length; i++) {
                centred[j][i] -= mean;
            }
        }
        this.roots = new double[weights.length];
        for (int i = 0; i < weights.length; i++) {
            roots[i] = Math.sqrt(weights[i]);
        }
        this.unweighed = new Moments(centred, weights);
    }

    /**
     * Fits the coefficients.
     *
     * @param y what is to be explained, as long as the columns
     * @param tuning Huber's constant in robust standard deviations, e.g. 2
     * @return one coefficient per column, 0 where a column does not vary
     */
    public double[] fit(double[] y, double tuning) {
        int k = columns.length;
        double[] beta = new double[k];
        if (y.length < k + 2) {
            return beta;
        }
        Moments moments = unweighed;
        double[] w = new double[y.length];
        double[] residual = new double[y.length];
        for (int round = 0; round < REWEIGHTINGS; round++) {
            if (round > 0) {
                moments = new Moments(centred, w);
            }
            moments.solve(y, ridge, beta);
            if (round == REWEIGHTINGS - 1) {
                break;
            }
            residuals(y, beta, residual);
            double centre = Robust.median(residual);
            for (int i = 0; i < y.length; i++) {
                residual[i] = (residual[i] - centre) * roots[i];
            }
            double scale = Robust.sigmaAround(residual, 0);
            if (!(scale > 0)) {
                break;
            }
            for (int i = 0; i < y.length; i++) {
                double size = Math.abs(residual[i]) / scale;
                w[i] = size <= tuning ? weights[i] : weights[i] * tuning / size;
            }
        }
        return beta;
    }

    private void residuals(double[] y, double[] beta, double[] residual) {
        System.arraycopy(y, 0, residual, 0, y.length);
        for (int j = 0; j < beta.length; j++) {
            double factor = beta[j];
            if (factor != 0) {
                double[] column = columns[j];
                for (int i = 0; i < y.length; i++) {
                    residual[i] -= factor * column[i];
                }
            }
        }
    }

    /** The normal equations' left side under one set of weights: Σ w (xⱼ − x̄ⱼ)(xₗ − x̄ₗ) = Σ w xⱼ xₗ − W x̄ⱼ x̄ₗ. */
    private static final class Moments {
        private final double[][] weighted;
        private final double[] weights;
        private final double total;
        private final double[] mean;
        private final double[][] gram;

        Moments(double[][] columns, double[] weights) {
            int k = columns.length;
            this.weights = weights;
            this.total = sum(weights);
            this.weighted = new double[k][weights.length];
            this.mean = new double[k];
            this.gram = new double[k][k];
            for (int j = 0; j < k; j++) {
                double[] product = weighted[j];
                double[] column = columns[j];
                for (int i = 0; i < product.length; i++) {
                    product[i] = weights[i] * column[i];
                }
                mean[j] = sum(product) / total;
                for (int l = 0; l <= j; l++) {
                    gram[j][l] = dot(product, columns[l]) - total * mean[j] * mean[l];
                    gram[l][j] = gram[j][l];
                }
            }
        }

        /** Coordinate descent from the coefficients given, which are replaced. */
        void solve(double[] y, double[] ridge, double[] beta) {
            int k = beta.length;
            double yMean = dot(weights, y) / total;
            double[] cross = new double[k];
            for (int j = 0; j < k; j++) {
                cross[j] = dot(weighted[j], y) - total * mean[j] * yMean;
            }
            for (int sweep = 0; sweep < SWEEPS; sweep++) {
                double moved = 0;
                for (int j = 0; j < k; j++) {
                    double pull = cross[j];
                    for (int l = 0; l < k; l++) {
                        pull -= l == j ? 0 : gram[j][l] * beta[l];
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

    private static double sum(double[] values) {
        double even = 0;
        double odd = 0;
        int pairs = values.length & ~1;
        for (int i = 0; i < pairs; i += 2) {
            even += values[i];
            odd += values[i + 1];
        }
        return even + odd + (pairs < values.length ? values[pairs] : 0);
    }

    /** Four sums at a time, so that additions need not wait for each other. */
    private static double dot(double[] a, double[] b) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int whole = a.length & ~3;
        for (int i = 0; i < whole; i += 4) {
            first += a[i] * b[i];
            second += a[i + 1] * b[i + 1];
            third += a[i + 2] * b[i + 2];
            fourth += a[i + 3] * b[i + 3];
        }
        double rest = 0;
        for (int i = whole; i < a.length; i++) {
            rest += a[i] * b[i];
        }
        return first + second + (third + fourth) + rest;
    }
}
