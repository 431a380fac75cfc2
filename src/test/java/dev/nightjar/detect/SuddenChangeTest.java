package dev.nightjar.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class SuddenChangeTest {
    private static final double DEVIATIONS = 7;

    @Test
    void aLevelThatStaysIsOne() {
        List<SuddenChange> changes = SuddenChange.in(daily(i -> i + (i >= 40 ? 50 : 0)), DEVIATIONS);

        assertThat(changes).singleElement().satisfies(change -> {
            assertThat(change.day()).isEqualTo(40);
            assertThat(change.size()).isCloseTo(50, within(4.0));
        });
    }

    @Test
    void aBadSampleIsNone() {
        assertThat(SuddenChange.in(daily(i -> i == 40 ? 150 : 100), DEVIATIONS)).isEmpty();
    }

    @Test
    void oneThatAFilledHoleSpreadsCountsOnce() {
        List<SuddenChange> changes = SuddenChange.in(daily(i -> i < 40 ? 100 : i == 40 ? 125 : 150), DEVIATIONS);

        assertThat(changes)
                .singleElement()
                .satisfies(change -> assertThat(change.size()).isCloseTo(50, within(4.0)));
    }

    @Test
    void theMainDirectionIsThatOfMostChange() {
        List<SuddenChange> changes =
                List.of(new SuddenChange(10, -30), new SuddenChange(20, 8), new SuddenChange(30, 9));

        assertThat(SuddenChange.mainly(changes)).extracting(SuddenChange::day).containsExactly(10);
    }

    private static double[] daily(IntToDoubleFunction level) {
        Random random = new Random(2);
        double[] values = new double[90];
        for (int i = 0; i < values.length; i++) {
            values[i] = level.applyAsDouble(i) + .5 * random.nextGaussian();
        }
        return values;
    }
}
