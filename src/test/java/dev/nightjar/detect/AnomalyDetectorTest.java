package dev.nightjar.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is told of a metric, and that quiet ones stay quiet. */
class AnomalyDetectorTest {
    private static final int HOURS = 28 * 24;

    @Test
    void aPlantedStretchOfHoursIsOneFinding() {
        double[] values = daily(3);
        int planted = 18 * 24 + 3;
        for (int i = planted; i < planted + 3; i++) {
            values[i] += 40;
        }
        assertThat(detect(values, 1))
                .singleElement()
                .satisfies(a -> assertThat(a.index()).isBetween(planted, planted + 2));
    }

    @Test
    void hourlyNoiseIsHardlyEverToldOf() {
        int told = 0;
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            told += detect(random.doubles(HOURS, 9, 11).toArray(), 1).size();
            told += detect(daily(seed), 1).size();
        }
        assertThat(told).as("false alarms in 40 months").isLessThanOrEqualTo(10);
    }

    @Test
    void aBeatLeftOutIsFoundThoughItsSizeIsUsual() {
        Random random = new Random(5);
        int perHour = 12;
        double[] values = new double[14 * 24 * perHour];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i % perHour < 6 ? 20 : 80) + random.nextDouble();
        }
        int missed = 10 * 24 * perHour + 7 * perHour;
        for (int i = missed + 6; i < missed + perHour; i++) {
            values[i] -= 60;
        }
        List<Anomaly> found = detect(values, 1.0 / perHour);
        assertThat(found).singleElement().satisfies(a -> {
            assertThat(a.index()).isBetween(missed + 6, missed + perHour + 1);
            assertThat(a.score()).isGreaterThanOrEqualTo(1);
        });
    }

    private static double[] daily(long seed) {
        Random random = new Random(seed);
        double[] values = new double[HOURS];
        for (int i = 0; i < HOURS; i++) {
            values[i] = 100 + 30 * Math.sin(2 * Math.PI * i / 24) + 3 * random.nextGaussian();
        }
        return values;
    }

    private static List<Anomaly> detect(double[] values, double step) {
        double[] hours = new double[values.length];
        for (int i = 0; i < hours.length; i++) {
            hours[i] = 480_000 + i * step;
        }
        return new AnomalyDetector().detect(hours, values);
    }
}
