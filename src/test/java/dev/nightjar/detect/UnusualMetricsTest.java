package dev.nightjar.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UnusualMetricsTest {
    private static final Instant START = Instant.parse("2026-02-01T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final int HOURS = 28 * 24;

    @Test
    void anHourOfTheLastDayIsToldWithWhatIsUsual() {
        double[] wal = daily(1);
        wal[HOURS - 20] *= 6;
        double[] commits = daily(2);
        commits[HOURS - 9] = 0;
        commits[HOURS - 8] = 0;

        List<UnusualMetric> unusual = of(
                new MetricHistory("WAL written", "bytes", wal),
                new MetricHistory("transactions", "", commits),
                new MetricHistory("connections", "", daily(3)));

        assertThat(unusual).extracting(UnusualMetric::name).containsExactlyInAnyOrder("WAL written", "transactions");
        UnusualMetric first = unusual.stream()
                .filter(one -> one.name().equals("WAL written"))
                .findFirst()
                .orElseThrow();
        assertThat(first.at()).isEqualTo(START.plus(HOUR.multipliedBy(HOURS - 20)));
        assertThat(first.value()).isCloseTo(6 * first.expected(), within(.3 * first.value()));
    }

    @Test
    void whatRunsByTheClockOnTheWallIsUsualAfterTheClocksChanged() {
        Instant winter = Instant.parse("2026-03-02T00:00:00Z");
        Random random = new Random(9);
        double[] values = new double[HOURS];
        Arrays.setAll(values, i -> {
            int hour = winter.plus(HOUR.multipliedBy(i)).atZone(BERLIN).getHour();
            return (hour == 2 || hour == 3 ? 5000 : 100) * Math.exp(.1 * random.nextGaussian());
        });
        List<MetricHistory> nightly = List.of(new MetricHistory("WAL written", "bytes", values));

        assertThat(UnusualMetrics.of(nightly, winter, HOUR, BERLIN, 24)).isEmpty();
        assertThat(UnusualMetrics.of(nightly, winter, HOUR, ZoneId.of("UTC"), 24))
                .as("by another clock")
                .isNotEmpty();
    }

    @Test
    void aFewMoreAreNoStory() {
        double[] rollbacks = new double[HOURS];
        Random random = new Random(4);
        Arrays.setAll(rollbacks, hour -> random.nextInt(12) == 0 ? 1 : 0);
        rollbacks[HOURS - 5] = 4;

        assertThat(of(new MetricHistory("rollbacks", "", rollbacks))).isEmpty();
    }

    @Test
    void whatIsOverIsNotToldAgain() {
        double[] wal = daily(1);
        wal[HOURS - 40] *= 6;

        assertThat(of(new MetricHistory("WAL written", "bytes", wal))).isEmpty();
    }

    @Test
    void ordinaryNightsAreSilent() {
        List<MetricHistory> metrics = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            metrics.add(new MetricHistory("m" + i, "", daily(100 + i)));
        }

        assertThat(of(metrics.toArray(MetricHistory[]::new))).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void degenerateSeriesGiveNothing() {
        double[] unknown = new double[HOURS];
        Arrays.fill(unknown, Double.NaN);
        double[] few = unknown.clone();
        Arrays.fill(few, HOURS - 100, HOURS, 5);
        few[HOURS - 3] = 500;
        double[] constant = new double[HOURS];
        Arrays.fill(constant, 7);

        assertThat(of(
                        new MetricHistory("unknown", "", unknown),
                        new MetricHistory("few", "", few),
                        new MetricHistory("constant", "", constant),
                        new MetricHistory("zero", "", new double[HOURS]),
                        new MetricHistory("none", "", new double[0])))
                .isEmpty();
    }

    private static List<UnusualMetric> of(MetricHistory... metrics) {
        return UnusualMetrics.of(List.of(metrics), START, HOUR, BERLIN, 24);
    }

    private static double[] daily(int seed) {
        Random random = new Random(seed);
        double[] values = new double[HOURS];
        Arrays.setAll(
                values, hour -> 1000 * (1.5 + Math.sin(hour * Math.PI / 12)) * Math.exp(.1 * random.nextGaussian()));
        return values;
    }
}
