package dev.nightjar.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LeakDetectorTest {
    private final LeakDetector detector = new LeakDetector();

    @Test
    void steadyRiseIsALeakWithItsSlope() {
        assertThat(detector.detect(rising(60, 3), 0)).hasValueSatisfying(leak -> {
            assertThat(leak.slopePerDay()).isCloseTo(3, within(.5));
            assertThat(leak.slopePerDay()).isBetween(leak.slopeLow(), leak.slopeHigh());
        });
    }

    @Test
    void levelMemoryIsNoLeak() {
        assertThat(detector.detect(rising(60, 0), 0)).isEmpty();
    }

    @Test
    void riseThatARestartEndedIsNoLeak() {
        double[] memory = rising(60, 3);
        for (int i = 40; i < 60; i++) {
            memory[i] = 500 + i % 3;
        }
        assertThat(detector.detect(memory, 40)).isEmpty();
    }

    @Test
    void tooFewDaysSinceTheRestartGiveNoVerdict() {
        assertThat(detector.detect(rising(60, 3), 52)).isEmpty();
    }

    @Test
    void constantsAndUnknownDaysGiveNoVerdict() {
        double[] constant = new double[60];
        Arrays.fill(constant, 7);
        double[] unknown = new double[60];
        Arrays.fill(unknown, Double.NaN);

        assertThat(detector.detect(constant, 0)).isEmpty();
        assertThat(detector.detect(unknown, 0)).isEmpty();
        assertThat(detector.detect(new double[0], 0)).isEmpty();
    }

    private static double[] rising(int days, double slope) {
        Random random = new Random(5);
        double[] values = new double[days];
        for (int i = 0; i < days; i++) {
            values[i] = 500 + slope * i + 4 * random.nextGaussian();
        }
        return values;
    }
}
