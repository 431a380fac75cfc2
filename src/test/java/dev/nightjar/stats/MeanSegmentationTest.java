package dev.nightjar.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeanSegmentationTest {
    private static final int SAMPLES = 160;
    private static final int SHORTEST = 1;

    @ParameterizedTest
    @ValueSource(doubles = {.5, 4, 12, 60})
    void cutsAreThoseOfTryingEveryPartition(double penalty) {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            double[] values = new double[SAMPLES];
            double[] weights = new double[SAMPLES];
            double level = 0;
            for (int i = 0; i < SAMPLES; i++) {
                level += random.nextInt(25) == 0 ? 2 * random.nextGaussian() : 0;
                values[i] = level + random.nextGaussian();
                weights[i] = .5 + random.nextDouble();
            }
            assertThat(MeanSegmentation.cuts(values, weights, penalty, SHORTEST, 1))
                    .containsExactly(best(values, weights, penalty));
        }
    }

    /** Bellman's recursion over all places, nothing left out. */
    private static int[] best(double[] values, double[] weights, double penalty) {
        double[] least = new double[SAMPLES + 1];
        int[] from = new int[SAMPLES + 1];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        least[0] = -penalty;
        for (int end = SHORTEST; end <= SAMPLES; end++) {
            for (int start = 0; start <= end - SHORTEST; start++) {
                double cost = least[start] + error(values, weights, start, end) + penalty;
                if (cost < least[end]) {
                    least[end] = cost;
                    from[end] = start;
                }
            }
        }
        List<Integer> cuts = new ArrayList<>();
        for (int end = SAMPLES; from[end] > 0; end = from[end]) {
            cuts.add(from[end]);
        }
        Collections.reverse(cuts);
        return cuts.stream().mapToInt(Integer::intValue).toArray();
    }

    private static double error(double[] values, double[] weights, int start, int end) {
        double w = 0;
        double wy = 0;
        for (int i = start; i < end; i++) {
            w += weights[i];
            wy += weights[i] * values[i];
        }
        double error = 0;
        for (int i = start; i < end; i++) {
            error += weights[i] * Math.pow(values[i] - wy / w, 2);
        }
        return error;
    }
}
