package dev.nightjar.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CounterEpochsTest {
    private static final double NAN = Double.NaN;

    @Test
    void fallStartsANewEpochWhoseFirstValueIsTheIncrement() {
        assertThat(calls(100, 130, 20, 50)).containsExactly(NAN, 30, 20, 30);
    }

    @Test
    void announcedResetCountsEvenWhenTheCounterGrewPastItsOldValue() {
        double[][] increments =
                CounterEpochs.increments(new double[][] {{100, 130, 200}, {10, 13, 20}}, 0, new int[] {-1, -1, 2});

        assertThat(increments[0]).containsExactly(NAN, 30, 200);
    }

    @Test
    void shortGapIsSpreadAndALongOneDropped() {
        assertThat(calls(100, NAN, NAN, 160)).containsExactly(NAN, 20, 20, 20);
        assertThat(calls(100, NAN, NAN, NAN, NAN, NAN, 160)).containsExactly(NAN, NAN, NAN, NAN, NAN, NAN, NAN);
    }

    @Test
    void gapWithAResetIsDropped() {
        assertThat(calls(100, NAN, 20, 50)).containsExactly(NAN, NAN, NAN, 30);
    }

    @Test
    void entrySeenLaterBeginsWithItsFirstValue() {
        double[][] increments = CounterEpochs.increments(new double[][] {{NAN, 40, 60}, {NAN, 4, 6}}, 1, new int[0]);

        assertThat(increments[0]).containsExactly(NAN, 40, 20);
    }

    @Test
    void entryThatCameBackAtTheSameCountIsNewWhenAnotherCounterMoved() {
        double[][] increments = CounterEpochs.increments(new double[][] {{100, 100}, {10, 55}}, 0, new int[0]);

        assertThat(increments[1]).containsExactly(NAN, 55);
    }

    private static double[] calls(double... cumulative) {
        return CounterEpochs.increments(new double[][] {cumulative, cumulative.clone()}, 0, new int[0])[0];
    }
}
