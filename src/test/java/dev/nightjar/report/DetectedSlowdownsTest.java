package dev.nightjar.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.detect.Baseline;
import dev.nightjar.detect.Regression;
import dev.nightjar.detect.StatementHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DetectedSlowdownsTest {
    private static final String ID = "00ff00ff00ff00ff";
    private static final Instant ONSET = Instant.parse("2026-11-18T14:00:00Z");

    private final DetectedSlowdowns slowdowns = new DetectedSlowdowns(
            id -> id.equals(ID) ? "SELECT 1" : "",
            statement -> Optional.of(history()),
            history ->
                    Optional.of(new Baseline(new double[] {4, 4, 4}, new double[] {3, 3, 3}, new double[] {5, 5, 5})));

    @Test
    void aRegressionBecomesWordsAndAChart() {
        assertThat(slowdowns.of(List.of(regression(Regression.MEAN_EXEC_TIME))))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.fingerprint()).hasToString(ID);
                    assertThat(one.text()).isEqualTo("SELECT 1");
                    assertThat(one.cause()).isEqualTo("less found in the cache, or slower storage (twice the reads)");
                    assertThat(one.extraSecondsPerDay()).isEqualTo(7.2);
                    Trend trend = one.trend().orElseThrow();
                    assertThat(trend.actual()).containsExactly(4.0, Double.NaN, 10.0);
                    assertThat(trend.high()).containsExactly(5.0, 5.0, 5.0);
                });
    }

    @Test
    void aStatementIsToldOnceByItsTime() {
        assertThat(slowdowns.of(List.of(regression(Regression.BLOCKS_PER_CALL), regression(Regression.MEAN_EXEC_TIME))))
                .extracting(Slowdown::metric)
                .containsExactly("mean_exec_time");
        assertThat(slowdowns.of(List.of(regression(Regression.BLOCKS_PER_CALL))))
                .singleElement()
                .satisfies(one -> assertThat(one.trend()).isEmpty());
    }

    @Test
    void onlyTheDearestHavePictures() {
        List<Slowdown> many = slowdowns.of(Collections.nCopies(25, regression(Regression.MEAN_EXEC_TIME)));

        assertThat(many).hasSize(25);
        assertThat(many.subList(0, DetectedSlowdowns.MOST_PICTURES))
                .allMatch(one -> one.trend().isPresent());
        assertThat(many.subList(DetectedSlowdowns.MOST_PICTURES, 25))
                .allMatch(one -> one.trend().isEmpty());
    }

    private static StatementHistory history() {
        double[] none = {0, 0, 0};
        return new StatementHistory(
                ID,
                ONSET.minus(Duration.ofHours(2)),
                Duration.ofHours(1),
                new double[] {2, 0, 3},
                new double[] {8, 0, 30},
                none,
                none,
                none,
                none,
                none,
                none,
                "");
    }

    private static Regression regression(String metric) {
        return new Regression(
                "parcels/app/" + ID + "/true",
                metric,
                ONSET,
                ONSET,
                ONSET,
                2.5,
                4,
                10,
                9,
                1e-9,
                1e-8,
                Regression.Kind.SHIFT,
                Regression.Cause.CACHE_OR_IO,
                "twice the reads",
                true,
                7200,
                true);
    }
}
