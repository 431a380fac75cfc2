package dev.nightjar.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunningMedianTest {
    private static final int SAMPLES = 700;

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 7, 25, 73, 169, 1001})
    void isTheMedianOfEachWindow(int width) {
        Random random = new Random(width);
        double[] noise = new double[SAMPLES];
        double[] course = new double[SAMPLES];
        double[] steps = new double[SAMPLES];
        double[] same = new double[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            noise[i] = random.nextGaussian();
            course[i] = Math.sin(i * Math.PI / 12) + .01 * i + (i > 400 ? 50 : 0) + .1 * random.nextGaussian();
            steps[i] = random.nextInt(40) == 0 ? random.nextInt(5) : i > 0 ? steps[i - 1] : 0;
            same[i] = i % 200 == 199 ? 1 : 3;
        }
        for (double[] values : new double[][] {noise, course, steps, same}) {
            double[] medians = Robust.runningMedian(values, width);
            int stride = Math.max(1, width / 12);
            for (int i = 0; i < SAMPLES; i++) {
                int centre = Math.min(SAMPLES - 1, i - i % stride + stride / 2);
                double[] window = Arrays.copyOfRange(
                        values, Math.max(0, centre - width / 2), Math.min(SAMPLES, centre + width / 2 + 1));
                Arrays.sort(window);
                assertThat(medians[i]).isEqualTo((window[(window.length - 1) / 2] + window[window.length / 2]) / 2);
            }
        }
    }
}
