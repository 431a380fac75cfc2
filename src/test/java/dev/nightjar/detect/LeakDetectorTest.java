package dev.nightjar.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
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
    void leakThatBeganSomeDayIsToldWithThatDayAndTheSlopeSince() {
        double[] memory = rising(120, 0);
        for (int day = 90; day < 120; day++) {
            memory[day] += 4 * (day - 89);
        }

        assertThat(detector.detect(memory, 0)).hasValueSatisfying(leak -> {
            assertThat(leak.firstDay()).isBetween(84, 96);
            assertThat(leak.slopePerDay()).isCloseTo(4, within(.6));
            assertThat(leak.growthIn30Days()).isCloseTo(120 / 620.0, within(.03));
        });
    }

    @Test
    void aStepUpIsNoLeakWhereverItIs() {
        for (int day = 5; day < 60; day += 6) {
            double[] memory = rising(60, 0);
            for (int i = day; i < 60; i++) {
                memory[i] += 100;
            }
            assertThat(detector.detect(memory, 0)).as("step on day %d", day).isEmpty();
        }
    }

    @Test
    void memoryThatFillsAndSettlesIsNoLeak() {
        double[] memory = rising(60, 0);
        for (int i = 0; i < 60; i++) {
            memory[i] -= 300 * Math.exp(-i / 8.0);
        }
        assertThat(detector.detect(memory, 0)).isEmpty();
    }

    @Test
    void whatWasGivenBackFromThisHeightBeforeIsNoLeak() {
        double[] memory = rising(75, 0);
        for (int i = 0; i < 75; i++) {
            memory[i] += 8 * (i % 25);
        }
        assertThat(detector.detect(memory, 0)).isEmpty();
    }

    @Test
    void aSampleEverySecondDayIsEnough() {
        double[] memory = rising(80, 3);
        Arrays.setAll(memory, day -> day % 2 == 0 ? memory[day] : Double.NaN);

        assertThat(detector.detect(memory, 0)).isPresent();
    }

    @Test
    void weekendsDoNotHideALeak() {
        double[] memory = rising(35, 3);
        for (int i = 0; i < 35; i++) {
            memory[i] *= i % 7 > 4 ? .85 : 1;
        }
        assertThat(detector.detect(memory, 0)).isPresent();
    }

    @Test
    void chanceAmongManyIsNotTold() {
        double[] weak = rising(40, 1.2);
        Random random = new Random(17);
        Arrays.setAll(weak, day -> weak[day] + 12 * random.nextGaussian());
        Optional<Leak> alone = detector.detect(weak, 0);
        assertThat(alone).isPresent();
        List<LeakDetector.Resource> many =
                new ArrayList<>(Collections.nCopies(20_000, new LeakDetector.Resource(new double[0], 0)));
        many.add(new LeakDetector.Resource(weak, 0));
        many.add(new LeakDetector.Resource(rising(40, 5), 0));

        List<Optional<Leak>> told = detector.detect(many);

        assertThat(alone.orElseThrow().pValue() * many.size()).isGreaterThan(.1);
        assertThat(told.get(many.size() - 2)).isEmpty();
        assertThat(told.get(many.size() - 1)).isPresent();
        assertThat(told.stream().flatMap(Optional::stream)).hasSize(1);
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
