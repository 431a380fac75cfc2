package dev.nightjar.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class SteadyCourseTest {
    @Test
    void theDayALeakBeganIsFound() {
        Optional<Bend> bend = Bend.of(daily(210, i -> 100 + .5 * Math.max(0, i - 160)));

        assertThat(bend).isPresent();
        assertThat(bend.get().day()).isBetween(157, 163);
        assertThat(bend.get().turn()).isCloseTo(.5, within(.03));
        // one deviation of noise over 50 days: 1 ÷ √(50³ ÷ 12)
        assertThat(bend.get().slopeError()).isBetween(.005, .02);
    }

    @Test
    void growthThatSettlesHasNoBend() {
        assertThat(Bend.of(daily(210, i -> 500 - 400 * Math.exp(-i / 60.0)))).isEmpty();
    }

    @Test
    void growthThatSpeedsUpHasNoBend() {
        assertThat(Bend.of(daily(210, i -> 100 * Math.exp(i / 150.0)))).isEmpty();
    }

    @Test
    void aStepThatNoiseHidesIsNoBend() {
        assertThat(Bend.of(daily(100, i -> i >= 80 ? 4 : 0))).isEmpty();
    }

    @Test
    void anErrorThatStaysForWeeksIsNoBend() {
        Random random = new Random(11);
        double[] level = new double[210];
        for (int i = 1; i < level.length; i++) {
            level[i] = .97 * level[i - 1] + random.nextGaussian();
        }

        assertThat(Bend.of(level)).isEmpty();
    }

    @Test
    void whatHappenedOnceIsTakenOutOfThePast() {
        CleanSeries series = CleanSeries.of(daily(210, i -> 500 + i + (i >= 150 ? 80 : 0)));

        SteadyCourse course = SteadyCourse.of(series);

        double[] values = course.series().values();
        assertThat(values[209]).isEqualTo(series.values()[209]);
        assertThat(values[0]).isCloseTo(580, within(4.0));
        assertThat(values[149]).isCloseTo(729, within(4.0));
        assertThat(course.widened(new double[] {3})).containsExactly(3);
    }

    @Test
    void whatComesRoundStaysInThePast() {
        CleanSeries series = CleanSeries.of(daily(210, i -> 500 + i + 60 * (i / 28)));

        assertThat(SteadyCourse.of(series).series().values()).isEqualTo(series.values());
    }

    @Test
    void aBendStraightensThePastAndWidensTheInterval() {
        CleanSeries series = CleanSeries.of(daily(210, i -> 900 + 2 * Math.max(0, i - 170)));

        SteadyCourse course = SteadyCourse.of(series);

        assertThat(course.series().values()[0]).isCloseTo(560, within(12.0));
        assertThat(course.widened(new double[60])[59]).isGreaterThan(course.widened(new double[60])[0]);
    }

    private static double[] daily(int days, IntToDoubleFunction level) {
        Random random = new Random(7);
        double[] values = new double[days];
        for (int i = 0; i < days; i++) {
            values[i] = level.applyAsDouble(i) + random.nextGaussian();
        }
        return values;
    }
}
