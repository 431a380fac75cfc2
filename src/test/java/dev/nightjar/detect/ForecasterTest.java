package dev.nightjar.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class ForecasterTest {
    private final Forecaster forecaster = new Forecaster();

    @Test
    void lineIsContinuedAndItsLimitReachedOnTime() {
        Forecast forecast = forecaster.forecast(daily(210, i -> 100 + i), 60, 340);

        assertThat(forecast.mean()[29]).isCloseTo(339, within(6.0));
        assertThat(forecast.reached()).isPresent();
        assertThat(forecast.reached().getAsInt()).isBetween(26, 33);
        assertThat(forecast.reachedLow().getAsInt()).isLessThanOrEqualTo(31);
        assertThat(forecast.lower()[59]).isLessThan(forecast.mean()[59]);
        assertThat(forecast.upper()[59]).isGreaterThan(forecast.mean()[59]);
    }

    @Test
    void plateauDoesNotArriveAboveItsLevel() {
        Forecast forecast = forecaster.forecast(daily(210, i -> 500 - 400 * Math.exp(-i / 30.0)), 60, 530);

        assertThat(forecast.reached()).isEmpty();
        assertThat(forecast.mean()[59]).isCloseTo(500, within(8.0));
    }

    @Test
    void sawtoothComesBack() {
        Forecast forecast = forecaster.forecast(daily(210, i -> 100 + 5 * (i % 20)), 40, 240);

        assertThat(forecast.reached()).isEmpty();
        assertThat(forecast.mean()[39]).isBetween(80.0, 230.0);
    }

    @Test
    void growthThatSpeedsUpOnABaseIsNotTakenForALine() {
        Forecast forecast = forecaster.forecast(daily(210, i -> 1000 + 50 * Math.pow(2, i / 45.0)), 60, 4000);

        // 50 · 2^(269 ÷ 45) + 1000 is 4150; a line through the last month ends at 3000
        assertThat(forecast.mean()[59]).isBetween(3600.0, 4700.0);
        assertThat(forecast.reached()).isPresent();
    }

    @Test
    void aJumpIsNotTakenForGrowth() {
        Forecast forecast = forecaster.forecast(daily(120, i -> 1000 + .5 * i + (i >= 80 ? 300 : 0)), 60, 1500);

        assertThat(forecast.mean()[59]).isCloseTo(1390, within(15.0));
        assertThat(forecast.reached()).isEmpty();
    }

    @Test
    void aJumpWidensNoInterval() {
        Forecast forecast = forecaster.forecast(daily(210, i -> 1000 + .5 * i + (i >= 150 ? 300 : 0)), 60, Double.NaN);

        assertThat(forecast.mean()[59]).isCloseTo(1434, within(6.0));
        assertThat(forecast.upper()[59] - forecast.lower()[59]).isLessThan(30);
    }

    @Test
    void aLeakIsContinuedFromTheDayItBegan() {
        Forecast forecast = forecaster.forecast(daily(210, i -> 100 + .4 * Math.max(0, i - 165)), 60, 136);

        assertThat(forecast.mean()[59]).isCloseTo(141.6, within(3.0));
        assertThat(forecast.reached().orElseThrow()).isBetween(39, 51);
    }

    @Test
    void aSawtoothOfHalfDaysKeepsItsTime() {
        Forecast forecast = forecaster.forecast(daily(210, i -> 100 + 50 * (i / 12.5 - Math.floor(i / 12.5))), 60, 170);

        // day 261 is 11 days after the fall on day 250, day 264 a day and a half after that on 262.5
        assertThat(forecast.mean()[51]).isCloseTo(144, within(4.0));
        assertThat(forecast.mean()[54]).isCloseTo(106, within(4.0));
    }

    @Test
    void aWeekendWithoutSamplesAtTheEndIsNoFridayThatStayed() {
        double[] history = daily(98, i -> i % 7 < 5 ? 1000 : 700);
        history[96] = Double.NaN;
        history[97] = Double.NaN;

        Forecast forecast = forecaster.forecast(history, 14, Double.NaN);

        assertThat(forecast.mean()[0]).isCloseTo(1000, within(30.0));
        assertThat(forecast.mean()[5]).isCloseTo(700, within(30.0));
    }

    @Test
    void fewDaysGiveAReason() {
        Forecast forecast = forecaster.forecast(daily(20, i -> i), 30, 100);

        assertThat(forecast.reason()).isEqualTo("not enough history: 20 days are known, 28 are needed");
        assertThat(forecast.reached()).isEmpty();
    }

    private static double[] daily(int days, IntToDoubleFunction level) {
        Random random = new Random(3);
        double[] values = new double[days];
        for (int i = 0; i < days; i++) {
            values[i] = level.applyAsDouble(i) + random.nextGaussian();
        }
        return values;
    }
}
