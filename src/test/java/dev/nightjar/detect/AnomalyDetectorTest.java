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
    void fiveTimesTheUsualAtAQuietHourIsFoundThoughLessThanAtNoon() {
        int found = 0;
        int told = 0;
        for (int seed = 0; seed < 40; seed++) {
            double[] values = inProportion(seed);
            told += detect(values, 1).size();
            int planted = 20 * 24 + 3;
            values[planted] *= 5;
            found += detect(values, 1).stream().anyMatch(a -> a.index() == planted) ? 1 : 0;
        }
        assertThat(found).isGreaterThanOrEqualTo(38);
        assertThat(told).as("false alarms in 40 months").isLessThanOrEqualTo(12);
    }

    private static double[] inProportion(long seed) {
        Random random = new Random(seed);
        double[] values = new double[HOURS];
        double wander = 0;
        for (int i = 0; i < HOURS; i++) {
            wander = .5 * wander + .1 * random.nextGaussian();
            values[i] = 100 * (1 + .85 * Math.sin((i - 9) * Math.PI / 12)) * Math.exp(wander);
        }
        return values;
    }

    @Test
    void aUsualLevelAtTheWrongMomentSurprises() {
        ContextMemory memory = new ContextMemory(5000);
        double usual = 1;
        for (int i = 0; i < 600; i++) {
            usual = memory.surprise(i % 6);
        }
        memory.surprise(0);
        memory.surprise(1);
        assertThat(usual).isLessThan(.3);
        assertThat(memory.surprise(4)).isGreaterThanOrEqualTo(.75);
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
