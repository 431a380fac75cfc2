package dev.nightjar.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ArrivalTest {
    private static final List<double[]> NO_SWINGS = List.of(new double[56]);

    @Test
    void aLineArrivesWhereItCutsTheLimit() {
        double[] mean = line(1);
        double[] reach = line(.2);

        Arrival arrival = Arrival.of(mean, reach, NO_SWINGS, 30);

        assertThat(arrival.median().orElseThrow()).isBetween(30, 31);
        // 1.88 of 1.96 parts of the reach: 30 ÷ 1.19 and 30 ÷ .81
        assertThat(arrival.low()).hasValue(26);
        assertThat(arrival.high().orElseThrow()).isBetween(37, 38);
    }

    @Test
    void dailySwingsTouchFirst() {
        double[] swing = new double[56];
        Arrays.setAll(swing, i -> i % 7 == 0 ? 6 : 0);

        Arrival arrival = Arrival.of(line(1), new double[60], List.of(swing), 30);

        assertThat(arrival.median().orElseThrow()).isEqualTo(29);
    }

    @Test
    void aLimitThatFewPathsReachIsNotReached() {
        Arrival arrival = Arrival.of(line(1), line(.2), NO_SWINGS, 64);

        assertThat(arrival.median()).isEmpty();
        assertThat(arrival.low()).isPresent();
        assertThat(arrival.high()).isEqualTo(OptionalInt.empty());
    }

    private static double[] line(double slope) {
        double[] values = new double[60];
        Arrays.setAll(values, h -> slope * (h + 1));
        return values;
    }
}
