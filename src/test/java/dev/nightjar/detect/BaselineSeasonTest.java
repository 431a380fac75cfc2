package dev.nightjar.detect;

import static dev.nightjar.detect.StatementBuilder.MONDAY;
import static dev.nightjar.detect.StatementBuilder.aStatement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BaselineSeasonTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int WEEK = 168;

    private final RegressionDetector detector = new RegressionDetector(DetectionSettings.defaults());

    @Test
    void aDayOfIncidentDoesNotBendTheBaseline() {
        // Tuesday of the third week takes three times as long all day.
        IntToDoubleFunction incident = i -> i >= 2 * WEEK + 24 && i < 2 * WEEK + 48 ? 3 : 1;

        double[] calm = expected(aStatement("q").build());
        double[] bent = expected(aStatement("q").slower(incident).build());

        for (int i = 0; i < calm.length; i++) {
            assertThat(bent[i] / calm[i]).isCloseTo(1, within(.06));
        }
    }

    @Test
    void aHolidayThatLooksLikeASundayDoesNotBendTheBaseline() {
        IntToDoubleFunction weekend = i -> i % WEEK >= 120 ? .6 : 1;
        IntToDoubleFunction holiday = i -> i >= WEEK + 48 && i < WEEK + 72 ? .6 : 1;

        double[] calm = expected(aStatement("q").slower(weekend).build());
        double[] bent = expected(aStatement("q").slower(weekend).slower(holiday).build());

        for (int i = 0; i < calm.length; i++) {
            assertThat(bent[i] / calm[i]).isCloseTo(1, within(.06));
        }
    }

    @Test
    void weekendsAreLearnedFromFourWeeksAndAreNoFinding() {
        IntToDoubleFunction weekend = i -> i % WEEK >= 120 ? .6 : 1;
        StatementHistory history = aStatement("q").slower(weekend).build();

        double[] expected = expected(history);
        DetectionResult result = detector.detect(List.of(history), InstanceHistory.unknown(MONDAY, HOUR));

        assertThat(mean(expected, 120, 168) / mean(expected, 0, 120)).isCloseTo(.6, within(.03));
        assertThat(result.regressions()).isEmpty();
        assertThat(result.improvements()).isEmpty();
    }

    @Test
    void theHoursOfAWeekdayAreLearnedFromSixWeeksOn() {
        // Every Monday morning takes twice as long.
        IntToDoubleFunction mondays = i -> i % WEEK >= 8 && i % WEEK < 11 ? 2 : 1;

        double[] eightWeeks =
                expected(aStatement("q").steps(8 * WEEK, HOUR).slower(mondays).build());
        double[] fourWeeks =
                expected(aStatement("q").steps(4 * WEEK, HOUR).slower(mondays).build());

        assertThat(mean(eightWeeks, 8, 11) / mean(eightWeeks, 32, 35)).isCloseTo(2, within(.3));
        assertThat(mean(fourWeeks, 8, 11) / mean(fourWeeks, 32, 35)).isCloseTo(1, within(.1));
    }

    private double[] expected(StatementHistory history) {
        return detector.baseline(history, InstanceHistory.unknown(MONDAY, HOUR))
                .orElseThrow()
                .expected();
    }

    private static double mean(double[] values, int from, int to) {
        return IntStream.range(from, to).mapToDouble(i -> values[i]).average().orElseThrow();
    }
}
