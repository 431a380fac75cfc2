package dev.nightjar.detect;

import static dev.nightjar.detect.StatementBuilder.MONDAY;
import static dev.nightjar.detect.StatementBuilder.aStatement;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One hour unlike the same hour of other days is one finding, for a statement as for the instance. */
class UnusualHoursTest {
    /** 03:00 of the last day. */
    private static final int NIGHT_HOUR = 651;

    private final RegressionDetector detector = new RegressionDetector(DetectionSettings.defaults());

    @Test
    void fiveTimesTheCallsAtAQuietHourIsOneFinding() {
        int found = 0;
        for (int seed = 0; seed < 40; seed++) {
            DetectionResult result = detect(List.of(fiveTimesAtNight("job" + seed)));
            assertThat(result.regressions()).isEmpty();
            found += result.unusualHours().size() == 1 ? 1 : 0;
        }
        assertThat(found).isGreaterThanOrEqualTo(38);
    }

    @Test
    void itIsToldWithItsHourAndItsSize() {
        assertThat(detect(List.of(fiveTimesAtNight("job"))).unusualHours())
                .singleElement()
                .satisfies(hour -> {
                    assertThat(hour.members()).containsExactly("job");
                    assertThat(hour.instance()).isFalse();
                    assertThat(hour.from()).isEqualTo(hour(NIGHT_HOUR));
                    assertThat(hour.to()).isEqualTo(hour(NIGHT_HOUR + 1));
                    assertThat(hour.ratio()).isBetween(3.5, 7.0);
                });
    }

    @Test
    void whatIsAsHighEverySundayIsUsual() {
        StatementHistory weekly = aStatement("weekly")
                .slower(i -> i % 168 == NIGHT_HOUR % 168 ? 6 : 1)
                .build();

        assertThat(detect(List.of(weekly)).unusualHours()).isEmpty();
    }

    @Test
    void quietStatementsGiveNone() {
        List<StatementHistory> quiet = IntStream.range(0, 300)
                .mapToObj(i -> aStatement("quiet" + i).calls(2 + 4.0 * i).build())
                .toList();

        assertThat(detect(quiet).unusualHours()).isEmpty();
    }

    @Test
    void aDiskThatWasSlowForEveryoneIsOneFindingOfTheInstance() {
        List<StatementHistory> all = IntStream.range(0, 40)
                .mapToObj(i -> aStatement("s" + i)
                        .slower(h -> h >= NIGHT_HOUR && h < NIGHT_HOUR + 3 ? 4 : 1)
                        .build())
                .toList();

        DetectionResult result = detect(all);

        assertThat(result.regressions()).isEmpty();
        assertThat(result.commonCauses()).isEmpty();
        assertThat(result.unusualHours()).singleElement().satisfies(hour -> {
            assertThat(hour.instance()).isTrue();
            assertThat(hour.from()).isEqualTo(hour(NIGHT_HOUR));
            assertThat(hour.ratio()).isBetween(3.0, 5.0);
        });
    }

    @Test
    void whatAGapHidHasNoHourOfItsOwn() {
        StatementHistory job = aStatement("job").nightly().build();
        double[] ms = job.execMs().clone();
        double[] calls = job.calls().clone();
        int ran = 650;
        assertThat(calls[ran]).isPositive();
        ms[ran + 1] = ms[ran] / 2;
        ms[ran] /= 2;
        calls[ran + 1] = calls[ran] / 2;
        calls[ran] /= 2;
        double[] unknown = new double[ms.length];
        Arrays.fill(unknown, Double.NaN);

        assertThat(detect(List.of(new StatementHistory(
                                "job",
                                MONDAY,
                                Duration.ofHours(1),
                                calls,
                                ms,
                                unknown,
                                unknown,
                                unknown,
                                unknown,
                                unknown,
                                unknown,
                                "")))
                        .unusualHours())
                .isEmpty();
    }

    private static StatementHistory fiveTimesAtNight(String name) {
        return aStatement(name).busierAt(NIGHT_HOUR, 5).build();
    }

    private DetectionResult detect(List<StatementHistory> histories) {
        return detector.detect(new ArrayList<>(histories), InstanceHistory.unknown(MONDAY, Duration.ofHours(1)));
    }

    private static Instant hour(int index) {
        return MONDAY.plus(Duration.ofHours(index));
    }
}
