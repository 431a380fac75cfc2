package dev.nightjar.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class RoundsTest {
    @Test
    void aRoundNeedNotBeOfWholeDays() {
        Optional<Rounds> rounds = Rounds.of(daily(200, i -> 10 + 20 * (i / 13.7 - Math.floor(i / 13.7))));

        assertThat(rounds).isPresent();
        assertThat(rounds.get().days()).isCloseTo(13.7, within(.06));
    }

    @Test
    void theNextCleanUpsFallOnTheirDays() {
        // cleaned up on days 24, 54 … 204, 234
        double[] values = daily(210, i -> 100 + i - 20 * ((i + 6) / 30));
        Rounds rounds = Rounds.of(values).orElseThrow();

        double[] path = rounds.onward(values, 60);

        assertThat(rounds.turnsOn(234)).isTrue();
        assertThat(rounds.turnsOn(264)).isTrue();
        assertThat(path[23] - values[209]).isCloseTo(24, within(2.5));
        assertThat(path[24] - path[23]).isCloseTo(-19, within(1.5));
        assertThat(path[59] - values[209]).isCloseTo(60 - 40, within(4.0));
    }

    @Test
    void peaksThatCreepUpGoOnCreeping() {
        IntToDoubleFunction creeping = i -> (10 + 20 * ((i % 20) / 20.0)) * (1 + .04 * Math.floor(i / 20.0));
        double[] values = daily(200, creeping);

        double[] path = Rounds.of(values).orElseThrow().anew(values, 60);

        assertThat(path[19]).isCloseTo(creeping.applyAsDouble(219), within(.6));
        assertThat(path[59]).isCloseTo(creeping.applyAsDouble(259), within(.9));
    }

    @Test
    void aMissingDayAtAChangeDoesNotHideIt() {
        double[] values = daily(210, i -> 100 + .1 * i + 20 * (i / 30));
        values[90] = (values[89] + values[91]) / 2;

        assertThat(Rounds.of(values).orElseThrow().days()).isCloseTo(30, within(.2));
    }

    @Test
    void changesWithoutARhythmAreNone() {
        assertThat(Rounds.of(daily(210, i -> (i >= 20 ? 30 : 0) + (i >= 75 ? 30 : 0) + (i >= 180 ? 30 : 0))))
                .isEmpty();
    }

    @Test
    void aRhythmThatEndedIsNone() {
        assertThat(Rounds.of(daily(210, i -> i < 120 ? i % 20 : 0))).isEmpty();
    }

    @Test
    void noiseHasNoRhythm() {
        assertThat(Rounds.of(daily(210, i -> i))).isEmpty();
    }

    private static double[] daily(int days, IntToDoubleFunction level) {
        Random random = new Random(5);
        double[] values = new double[days];
        for (int i = 0; i < days; i++) {
            values[i] = level.applyAsDouble(i) + .2 * random.nextGaussian();
        }
        return values;
    }
}
