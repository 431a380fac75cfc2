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
