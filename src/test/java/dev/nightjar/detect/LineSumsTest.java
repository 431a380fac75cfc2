package dev.nightjar.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LineSumsTest {
    private static final double MEAN = .3;

    @Test
    void areWhatAddingUpFromEachStepGives() {
        Random random = new Random(1);
        int[] at = random.ints(0, 900).distinct().limit(600).sorted().toArray();
        double[] values = random.doubles(600).toArray();
        double[] weights = random.doubles(600, 1, 50).toArray();
        LineSums sums = new LineSums(new Hinge.View(at, values, weights, 1), MEAN, 90, at[599]);
        for (int step : new int[] {90, 91, 400, at[300], at[598], at[599]}) {
            for (int power = 0; power <= 4; power++) {
                double w = 0;
                for (int i = 0; i < 600; i++) {
                    w += at[i] >= step ? weights[i] * Math.pow(at[i] - step, power) : 0;
                }
                assertThat(sums.w(power, step)).isCloseTo(w, withinPercentage(1e-9));
            }
            for (int power = 0; power <= 2; power++) {
                double wy = 0;
                for (int i = 0; i < 600; i++) {
                    wy += at[i] >= step ? weights[i] * (values[i] - MEAN) * Math.pow(at[i] - step, power) : 0;
                }
                assertThat(sums.wy(power, step)).isCloseTo(wy, withinPercentage(1e-9));
            }
        }
    }

    @Test
    void thereIsNothingAfterTheLastSample() {
        LineSums sums =
                new LineSums(new Hinge.View(new int[] {1, 5}, new double[] {1, 1}, new double[] {1, 1}, 1), MEAN, 2, 9);
        assertThat(sums.w(0, 6)).isZero();
        assertThat(sums.wy(2, 9)).isZero();
        assertThat(sums.w(1, 3)).isEqualTo(2);
    }
}
