package dev.nightjar.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MiddleTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 30, 31, 32, 48, 73, 169, 672, 5000})
    void isThatOfTheSortedValues(int size) {
        Random random = new Random(size);
        isThatOfTheSortedValues(size, any -> random.nextGaussian());
        isThatOfTheSortedValues(size, any -> Math.exp(4 * random.nextGaussian()));
        isThatOfTheSortedValues(size, at -> at);
        isThatOfTheSortedValues(size, at -> -at);
        isThatOfTheSortedValues(size, at -> Math.sin(at * Math.PI / 12));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 31, 169, 672})
    void isThatOfTheSortedValuesWhenManyAreEqual(int size) {
        Random random = new Random(size);
        isThatOfTheSortedValues(size, any -> 7);
        isThatOfTheSortedValues(size, any -> random.nextInt(3));
        isThatOfTheSortedValues(size, at -> 2 * at < size ? 1 : 2);
        isThatOfTheSortedValues(size, any -> random.nextInt(10) == 0 ? random.nextGaussian() : 0);
        isThatOfTheSortedValues(size, any -> random.nextBoolean() ? Double.POSITIVE_INFINITY : random.nextGaussian());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 31, 169, 672})
    void whatIsNoNumberIsTheLargest(int size) {
        Random random = new Random(size);
        for (double share : new double[] {.02, .3, .5, .9, 1}) {
            isThatOfTheSortedValues(size, any -> random.nextDouble() < share ? Double.NaN : random.nextGaussian());
        }
    }

    private static void isThatOfTheSortedValues(int size, DoubleUnaryOperator value) {
        for (int repeat = 0; repeat < 20; repeat++) {
            double[] values = new double[size + 5];
            Arrays.setAll(values, value::applyAsDouble);
            double[] before = values.clone();
            double[] sorted = Arrays.copyOfRange(values, 3, 3 + size);
            Arrays.sort(sorted);
            assertThat(Middle.of(values, 3, 3 + size))
                    .isEqualTo(Double.valueOf((sorted[(size - 1) / 2] + sorted[size / 2]) / 2));
            assertThat(values).as("left as they were").isEqualTo(before);
        }
    }
}
