package dev.nightjar.stats;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Weighted least squares with an intercept, with standard errors that stay right when errors are autocorrelated and of unequal
 * variance (Newey and West 1987, Bartlett weights; with lag 0 White's).
 *
 * <p>Rows are scaled by the root of their weight and solved by Commons Math's QR decomposition. Assumes columns without
 * NaN; a column that does not vary, or follows from those before it, gets the coefficient 0 and an infinite error.
 * Cost: samples × columns², and × lag for the errors.
 *
 * @param intercept value where all columns are 0
 * @param coefficients one per column
 * @param standardErrors of the coefficients
 * @param explained share of the weighted variance explained, 0 to 1
 */
@SuppressWarnings("ArrayRecordComponent") // numeric columns, shared and never changed
public record WeightedRegression(double intercept, double[] coefficients, double[] standardErrors, double explained) {
    /** A column of which less than this share of its variance is its own follows from the others. */
    private static final double OWN_SHARE = 1e-8;

    /**
     * Fits y on the columns.
     *
     * @param columns one array per explaining variable
     * @param weights 0 or more; samples of weight 0 are as if they were not there
     * @param lag how many samples back errors may be correlated
     */
    public static WeightedRegression fit(double[][] columns, double[] y, double[] weights, int lag) {
        int k = columns.length;
        double[] coefficients = new double[k];
        double[] errors = new double[k];
        Arrays.fill(errors, Double.POSITIVE_INFINITY);
        Solution solution = Solution.of(columns, y, weights);
        int[] used = solution.used;
        if (solution.beta.length > 0) {
            RealMatrix covariance = covariance(solution.design, solution.residual, lag);
            for (int j = 0; j < used.length; j++) {
                coefficients[used[j]] = solution.beta[j + 1];
                errors[used[j]] = Math.sqrt(Math.max(0, covariance.getEntry(j + 1, j + 1)));
            }
        }
        double intercept = solution.beta.length > 0 ? solution.beta[0] : mean(y, weights);
        return new WeightedRegression(intercept, coefficients, errors, solution.explained(y, weights));
    }

    /** The explained share alone, without the cost of the errors. */
    public static double explained(double[][] columns, double[] y, double[] weights) {
        return Solution.of(columns, y, weights).explained(y, weights);
    }

    /** Scaled rows, coefficients with the intercept first, and scaled residuals; no coefficients with too few samples. */
    @SuppressWarnings("ArrayRecordComponent") // numeric columns, shared and never changed
    private record Solution(int[] used, RealMatrix design, double[] beta, double[] residual) {
        static Solution of(double[][] columns, double[] y, double[] weights) {
            int n = y.length;
            int[] used = independent(columns, weights);
            if (n <= used.length + 1) {
                return new Solution(new int[0], new Array2DRowRealMatrix(1, 1), new double[0], new double[0]);
            }
            double[][] rows = new double[n][used.length + 1];
            double[] target = new double[n];
            for (int i = 0; i < n; i++) {
                double root = Math.sqrt(weights[i]);
                rows[i][0] = root;
                for (int j = 0; j < used.length; j++) {
                    rows[i][j + 1] = root * columns[used[j]][i];
                }
                target[i] = root * y[i];
            }
            RealMatrix design = new Array2DRowRealMatrix(rows, false);
            double[] beta = new QRDecomposition(design)
                    .getSolver()
                    .solve(new ArrayRealVector(target, false))
                    .toArray();
            double[] fitted = design.operate(beta);
            for (int i = 0; i < n; i++) {
                target[i] -= fitted[i];
            }
            return new Solution(used, design, beta, target);
        }

        double explained(double[] y, double[] weights) {
            double total = sumOfSquares(y, weights);
            double left = Arrays.stream(residual).map(r -> r * r).sum();
            return beta.length > 0 && total > 0 ? Math.max(0, Math.min(1, 1 - left / total)) : 0;
        }
    }

    /** Bread, meat, bread: (X'X)⁻¹ S (X'X)⁻¹ with S the sum of the autocovariances of x·e. */
    private static RealMatrix covariance(RealMatrix x, double[] residual, int lag) {
        int n = residual.length;
        int k = x.getColumnDimension();
        double[][] moments = new double[n][k];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < k; j++) {
                moments[i][j] = x.getEntry(i, j) * residual[i];
            }
        }
        double[][] meat = new double[k][k];
        for (int l = 0; l <= Math.min(lag, n - 1); l++) {
            double weight = l == 0 ? .5 : 1 - l / (lag + 1.0);
            for (int i = l; i < n; i++) {
                for (int a = 0; a < k; a++) {
                    for (int b = 0; b < k; b++) {
                        meat[a][b] += weight * (moments[i][a] * moments[i - l][b] + moments[i - l][a] * moments[i][b]);
                    }
                }
            }
        }
        RealMatrix bread =
                new QRDecomposition(x.transpose().multiply(x)).getSolver().getInverse();
        return bread.multiply(new Array2DRowRealMatrix(meat, false)).multiply(bread);
    }

    /** Columns that vary on their own, by Gram–Schmidt in the order given. */
    private static int[] independent(double[][] columns, double[] weights) {
        double[][] basis = new double[columns.length][];
        int[] used = new int[columns.length];
        int count = 0;
        for (int j = 0; j < columns.length; j++) {
            double[] rest = columns[j].clone();
            double mean = mean(rest, weights);
            for (int i = 0; i < rest.length; i++) {
                rest[i] -= mean;
            }
            double before = product(rest, rest, weights);
            for (int b = 0; b < count; b++) {
                double share = product(rest, basis[b], weights) / product(basis[b], basis[b], weights);
                for (int i = 0; i < rest.length; i++) {
                    rest[i] -= share * basis[b][i];
                }
            }
            double own = product(rest, rest, weights);
            if (own > OWN_SHARE * before && own > 0) {
                basis[count] = rest;
                used[count++] = j;
            }
        }
        return Arrays.copyOf(used, count);
    }

    private static double product(double[] a, double[] b, double[] weights) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += weights[i] * a[i] * b[i];
        }
        return sum;
    }

    private static double sumOfSquares(double[] y, double[] weights) {
        double mean = mean(y, weights);
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            sum += weights[i] * (y[i] - mean) * (y[i] - mean);
        }
        return sum;
    }

    private static double mean(double[] y, double[] weights) {
        double sum = 0;
        double total = 0;
        for (int i = 0; i < y.length; i++) {
            sum += weights[i] * y[i];
            total += weights[i];
        }
        return total > 0 ? sum / total : 0;
    }
}
