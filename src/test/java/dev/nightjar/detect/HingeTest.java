package dev.nightjar.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** A line is told from a step by likelihood, and its interval holds its beginning as often as it says. */
class HingeTest {
    private static final int HOURS = 672;
    private static final int ONSET = 330;
    private static final double SIGMA = .1;

    @Test
    void theIntervalHoldsTheBeginningOfALine() {
        assertThat(contained(way -> .5 * way)).isGreaterThanOrEqualTo(54);
    }

    @Test
    void theIntervalAllowsForALineThatIsBent() {
        assertThat(contained(way -> Math.log1p(1.5 * way))).isGreaterThanOrEqualTo(50);
        assertThat(contained(way -> .5 * Math.pow(way, 1.3))).isGreaterThanOrEqualTo(50);
    }

    @Test
    void aStepIsNotTakenForALine() {
        int lines = 0;
        for (int seed = 0; seed < 60; seed++) {
            double[] level = noise(seed);
            for (int h = ONSET; h < HOURS; h++) {
                level[h] += .3;
            }
            Hinge line = best(level);
            lines += line.isLine(steps(), level, 1) || line.isPossible() ? 1 : 0;
        }
        assertThat(lines).isZero();
    }

    private static int contained(DoubleUnaryOperator shape) {
        int contained = 0;
        for (int seed = 0; seed < 60; seed++) {
            double[] level = noise(seed);
            for (int h = ONSET; h < HOURS; h++) {
                level[h] += shape.applyAsDouble((h - ONSET) / (HOURS - 13.0 - ONSET));
            }
            Hinge line = best(level);
            assertThat(line.isLine(steps(), level, 1)).isTrue();
            contained += line.low() <= ONSET && ONSET <= line.high() ? 1 : 0;
        }
        return contained;
    }

    private static Hinge best(double[] level) {
        double[] weights = new double[HOURS];
        Arrays.fill(weights, 1 / (SIGMA * SIGMA));
        return Hinge.best(List.of(new Hinge.View(steps(), level, weights, 1)), 1, 1)
                .orElseThrow();
    }

    private static int[] steps() {
        int[] steps = new int[HOURS];
        Arrays.setAll(steps, i -> i);
        return steps;
    }

    private static double[] noise(long seed) {
        Random random = new Random(seed);
        double[] noise = new double[HOURS];
        Arrays.setAll(noise, i -> SIGMA * random.nextGaussian());
        return noise;
    }
}
