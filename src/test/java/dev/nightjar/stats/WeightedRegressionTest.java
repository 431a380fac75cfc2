package dev.nightjar.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Figures of NumPy: weighted normal equations, and the sandwich with Bartlett weights as in statsmodels' cov_type="HAC". */
class WeightedRegressionTest {
    private static final double[] X1 = {1, 2, 3, 4, 5, 6, 7, 8};
    private static final double[] X2 = {2, 1, 4, 3, 6, 5, 8, 9};
    private static final double[] Y = {1.1, 2.3, 2.9, 4.4, 4.8, 6.3, 6.9, 8.4};
    private static final double[] WEIGHTS = {1, 1, 2, 2, 1, 1, 3, 1};

    @Test
    void coefficientsAndExplainedShareAreThoseOfNumPy() {
        WeightedRegression fit = WeightedRegression.fit(new double[][] {X1, X2}, Y, WEIGHTS, 0);

        assertThat(fit.intercept()).isCloseTo(0.10856974, within(1e-7));
        assertThat(fit.coefficients()).containsExactly(new double[] {1.20596927, -0.19414894}, within(1e-7));
        assertThat(fit.explained()).isCloseTo(0.9953907265, within(1e-9));
        assertThat(WeightedRegression.explained(new double[][] {X1, X2}, Y, WEIGHTS))
                .isCloseTo(fit.explained(), within(1e-12));
    }

    @Test
    void errorsAreWhitesWithoutLagAndNeweyAndWestsWithOne() {
        double[][] columns = {X1, X2};

        assertThat(WeightedRegression.fit(columns, Y, WEIGHTS, 0).standardErrors())
                .containsExactly(new double[] {0.04170424, 0.03355301}, within(1e-7));
        assertThat(WeightedRegression.fit(columns, Y, WEIGHTS, 2).standardErrors())
                .containsExactly(new double[] {0.04001493, 0.03116807}, within(1e-7));
    }

    @Test
    void columnsThatSayNothingNewGetNoCoefficient() {
        double[] constant = {3, 3, 3, 3, 3, 3, 3, 3};
        double[] twice = {2, 4, 6, 8, 10, 12, 14, 16};

        WeightedRegression fit = WeightedRegression.fit(new double[][] {constant, X1, twice}, Y, WEIGHTS, 1);

        assertThat(fit.coefficients()[0]).isZero();
        assertThat(fit.coefficients()[2]).isZero();
        assertThat(fit.coefficients()[1]).isGreaterThan(.9);
        assertThat(fit.standardErrors()[0]).isInfinite();
    }

    @Test
    void fewerSamplesThanColumnsExplainNothing() {
        WeightedRegression fit =
                WeightedRegression.fit(new double[][] {{1, 2}, {2, 1}}, new double[] {4, 6}, new double[] {1, 3}, 1);

        assertThat(fit.explained()).isZero();
        assertThat(fit.intercept()).isEqualTo(5.5);
    }
}
