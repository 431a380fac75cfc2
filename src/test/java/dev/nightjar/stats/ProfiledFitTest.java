package dev.nightjar.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ProfiledFitTest {
    private static final double[] GRID = {5, 10, 20, 40};

    @Test
    void twoLinesThatMeetAreFoundExactly() {
        double[] y = new double[60];
        Arrays.setAll(y, t -> 3 + .5 * t + 2 * Math.max(0, t - 20));

        ProfiledFit fit = ProfiledFit.best(y, GRID, day -> t -> Math.max(0, t - day), true);

        assertThat(fit.parameter()).isEqualTo(20);
        assertThat(fit.level()).isCloseTo(3, within(1e-9));
        assertThat(fit.slope()).isCloseTo(.5, within(1e-9));
        assertThat(fit.size()).isCloseTo(2, within(1e-9));
        assertThat(fit.squares()).isCloseTo(0, within(1e-8));
        assertThat(fit.at(80, t -> Math.max(0, t - 20))).isCloseTo(3 + 40 + 120, within(1e-8));
    }

    @Test
    void settlingGrowthIsFoundWithoutALine() {
        double[] y = new double[60];
        Arrays.setAll(y, t -> 100 - 80 * Math.exp(-t / 10.0));

        ProfiledFit fit = ProfiledFit.best(y, GRID, days -> t -> Math.exp(-t / days), false);

        assertThat(fit.parameter()).isEqualTo(10);
        assertThat(fit.level()).isCloseTo(100, within(1e-8));
        assertThat(fit.slope()).isZero();
        assertThat(fit.size()).isCloseTo(-80, within(1e-8));
    }

    /** R: {@code deviance(lm(c(1, 3, 2, 5) ~ c(0, 1, 2, 3)))}. */
    @Test
    void squaresAroundALineAreThoseOfR() {
        assertThat(ProfiledFit.line(new double[] {1, 3, 2, 5}).squares()).isCloseTo(2.7, within(1e-12));
    }

    @Test
    void aCurveThatIsALineItselfAddsNothing() {
        ProfiledFit fit = ProfiledFit.best(new double[] {1, 3, 2, 5}, GRID, days -> t -> t / days, true);

        assertThat(fit.size()).isZero();
        assertThat(fit.slope()).isCloseTo(1.1, within(1e-12));
    }
}
