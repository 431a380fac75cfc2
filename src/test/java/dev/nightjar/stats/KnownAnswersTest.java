package dev.nightjar.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Figures of R or SciPy, by the calls named. */
class KnownAnswersTest {
    private static final double NAN = Double.NaN;

    @Test
    void quantileIsTheDefaultOfR() {
        // R: quantile(c(1, 2, 4, 8, 16), c(.1, .25, .5, .9)) = 1.4 2.0 4.0 12.8
        double[] x = {16, 1, 8, 2, 4};
        assertThat(Robust.quantile(x, .1)).isCloseTo(1.4, within(1e-12));
        assertThat(Robust.quantile(x, .25)).isCloseTo(2, within(1e-12));
        assertThat(Robust.quantile(x, .9)).isCloseTo(12.8, within(1e-12));
        assertThat(x).as("left as it was").containsExactly(16, 1, 8, 2, 4);
    }

    @Test
    void medianAbsoluteDeviationIsThatOfR() {
        // R: mad(c(1, 2, 4, 8, 16)) = 4.4478
        assertThat(Robust.sigma(1, 2, 4, 8, 16)).isCloseTo(4.4478, within(1e-4));
    }

    @Test
    void weightedMedianCountsWeights() {
        double[] x = {10, 1, 5, 7};
        assertThat(Robust.weightedMedian(x, new double[] {1, 1, 1, 10}, 0, 4)).isEqualTo(7);
        assertThat(Robust.weightedMedian(x, new double[] {1, 9, 1, 1}, 0, 4)).isEqualTo(1);
    }

    @Test
    void benjaminiHochbergIsThatOfR() {
        // R: p.adjust(c(0.01, 0.02, 0.03, 0.04, 0.05), "BH") = 0.05 five times; c(.001, .8, .04) = 0.003 0.800 0.060
        assertThat(FalseDiscovery.qValues(new double[] {.01, .02, .03, .04, .05}))
                .containsOnly(new double[] {.05}, within(1e-12));
        assertThat(FalseDiscovery.qValues(new double[] {.001, .8, .04}))
                .containsExactly(new double[] {.003, .8, .06}, within(1e-12));
    }

    @Test
    void tailProbabilitiesAreThoseOfSciPy() {
        // scipy.stats: binom.sf(6, 100, .02) = 0.00406205408, 2 * t.sf(2.5, 7.5) = 0.03882025826, 2 * norm.sf(1.96) =
        // 0.04999579
        assertThat(Distributions.binomialAtLeast(7, 100, .02)).isCloseTo(.00406205408, within(1e-10));
        assertThat(Distributions.binomialAtLeast(0, 100, .02)).isEqualTo(1);
        assertThat(Distributions.studentTwoSided(-2.5, 7.5)).isCloseTo(.03882025826, within(1e-9));
        assertThat(Distributions.normalTwoSided(1.96)).isCloseTo(.04999579, within(1e-8));
    }

    @Test
    void mannKendallOfAStrictRise() {
        // R: Kendall::MannKendall(1:10): S = 45, variance 125; z with continuity = 44 / sqrt(125) = 3.9355, p = 8.3e-05
        Trend trend = Trend.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
        assertThat(trend.s()).isEqualTo(45);
        assertThat(trend.z()).isCloseTo(3.935480, within(1e-5));
        assertThat(trend.pValue()).isCloseTo(8.303e-5, within(1e-7));
        assertThat(trend.slope()).isEqualTo(1);
    }

    @Test
    void mannKendallOfSamplesThatRememberTheOneBefore() {
        // NumPy, from the formulas of the reference: slope .130435, memory .298163, S = 150 of 29 samples, z = 2.794951
        double[] values = {
            9.3, 9.6, 11.6, 11.9, 9.8, 10.3, 10.0, 10.7, 9.4, 10.5, 11.2, 13.1, 13.0, 13.2, 11.3, 14.0, 11.6, 13.1,
            12.7, 12.0, 11.8, 11.8, 12.9, 13.1, 14.9, 12.7, 13.3, 12.8, 14.2, 12.2
        };
        Trend trend = Trend.ofAutocorrelated(values);
        assertThat(trend.slope()).isCloseTo(.130435, within(1e-6));
        assertThat(trend.s()).isEqualTo(150);
        assertThat(trend.z()).isCloseTo(2.794951, within(1e-6));
        assertThat(Trend.of(values).s()).isEqualTo(227);
    }

    @Test
    void theilSenIsNotMovedByAnOutlierNorByGaps() {
        // scipy.stats.theilslopes([0, 2, 4, 600, 8, 10]).slope = 2
        assertThat(TheilSen.slope(new double[] {0, 2, 4, 600, 8, 10}, 0, 6)).isCloseTo(2, within(1e-12));
        assertThat(TheilSen.slope(new double[] {0, NAN, 4, 6, NAN, 10}, 0, 6)).isCloseTo(2, within(1e-12));
    }

    @Test
    void studentAndBinomialTails() {
        // R: 2 * pt(-2.228139, 10) = 0.05; pbinom(7, 10, .5, lower = FALSE) = 0.0546875
        assertThat(Distributions.studentTwoSided(2.228139, 10)).isCloseTo(.05, within(1e-6));
        assertThat(Distributions.binomialAtLeast(8, 10, .5)).isCloseTo(.0546875, within(1e-9));
        assertThat(Distributions.normalTwoSided(1.959964)).isCloseTo(.05, within(1e-6));
    }

    @Test
    void mannWhitneySeparatesDisjointSamples() {
        // R: wilcox.test(1:5, 6:10)$p.value = 0.007937 (exact)
        assertThat(RankTest.mannWhitneyTwoSided(new double[] {1, 2, 3, 4, 5}, new double[] {6, 7, 8, 9, 10}))
                .isCloseTo(.007937, within(1e-5));
    }

    @Test
    void segmentationFindsTheCutsOfAStaircase() {
        Random random = new Random(1);
        double[] y = new double[300];
        double[] w = new double[300];
        Arrays.fill(w, 1);
        for (int i = 0; i < 300; i++) {
            y[i] = (i < 100 ? 0 : i < 220 ? 3 : 1) + .5 * random.nextGaussian();
        }
        int[] exact = MeanSegmentation.cuts(y, w, 2 * Math.log(300), 4, 1);
        int[] onAGrid = MeanSegmentation.cuts(y, w, 2 * Math.log(300), 4, 3);
        assertThat(exact).containsExactly(100, 220);
        assertThat(onAGrid).containsExactly(100, 220);
    }

    @Test
    void ridgeRegressionRecoversSlopesAndKeepsThemFromBelowZero() {
        Random random = new Random(2);
        double[] a = new double[400];
        double[] b = new double[400];
        double[] y = new double[400];
        double[] w = new double[400];
        Arrays.fill(w, 1);
        for (int i = 0; i < 400; i++) {
            a[i] = random.nextGaussian();
            b[i] = random.nextGaussian();
            y[i] = 2 + .7 * a[i] - .5 * b[i] + .1 * random.nextGaussian() + (i % 50 == 0 ? 30 : 0);
        }
        NonNegativeRidge ridge = new NonNegativeRidge(new double[][] {a, b}, w, new double[2]);
        double[] beta = ridge.fit(y, 2);
        assertThat(beta[0]).isCloseTo(.7, within(.1));
        assertThat(beta[1]).isZero();
        assertThat(ridge.fit(a, 2)).as("others on the same columns").containsExactly(new double[] {1, 0}, within(1e-6));
        assertThat(ridge.fit(y, 2)).as("the same again").isEqualTo(beta);
    }

    @Test
    void ridgeRegressionDoesNotDependOnWhereColumnsLie() {
        Random random = new Random(3);
        double[] near = random.doubles(300).toArray();
        double[] far = Arrays.stream(near).map(x -> x + 1e6).toArray();
        double[] y = Arrays.stream(near)
                .map(x -> 5 + 2 * x + .1 * random.nextGaussian())
                .toArray();
        double[] w = random.doubles(300, 1, 3).toArray();
        assertThat(new NonNegativeRidge(new double[][] {far}, w, new double[1]).fit(y, 2)[0])
                .isCloseTo(new NonNegativeRidge(new double[][] {near}, w, new double[1]).fit(y, 2)[0], within(1e-6));
    }

    @Test
    void holtWintersContinuesATrendWithItsWeek() {
        double[] y = new double[140];
        double[] ahead = new double[14];
        for (int i = 0; i < 154; i++) {
            double value = 100 + 2 * i + (i % 7 < 5 ? 10 : -25);
            if (i < 140) {
                y[i] = value;
            } else {
                ahead[i - 140] = value;
            }
        }
        assertThat(HoltWinters.forecast(y, 7, 14, 1)).containsExactly(ahead, within(3.0));
    }
}
