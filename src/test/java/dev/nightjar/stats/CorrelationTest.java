package dev.nightjar.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CorrelationTest {

    /** Anscombe's first set: R's {@code cor(anscombe$x1, anscombe$y1)} prints 0.8164205. */
    @Test
    void anscombesFirstSetHasItsKnownCorrelation() {
        double[] x = {10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5};
        double[] y = {8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68};

        assertThat(Correlation.pearson(x, y)).isCloseTo(0.8164205, within(1e-7));
    }

    @Test
    void whatDoesNotVaryHasNoCorrelation() {
        assertThat(Correlation.pearson(new double[] {1, 2, 3}, new double[] {5, 5, 5}))
                .isNaN();
        assertThat(Correlation.pearson(new double[] {1}, new double[] {2})).isNaN();
    }
}
