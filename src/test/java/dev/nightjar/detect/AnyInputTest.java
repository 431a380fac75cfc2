package dev.nightjar.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Series put together at random from what goes wrong in practice: an answer or a reason, never an exception, never a NaN. Each
 * seed stands for a few hundred series.
 */
class AnyInputTest {
    private static final Instant START = Instant.parse("2025-03-20T00:00:00Z");
    private static final int SERIES = 120;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void changePointsAnomaliesAndLeaksAreFinite(long seed) {
        Random random = new Random(seed);
        for (int s = 0; s < SERIES; s++) {
            double[] values = series(random, random.nextInt(400));
            double[] hours = hours(random, values.length);
            Stream.concat(ChangePoints.of(values).stream(), ChangePoints.ofSeasonal(hours, values).stream())
                    .forEach(change -> {
                        assertThat(change.index()).isBetween(1, values.length - 1);
                        assertFinite(change.before(), change.after(), change.probability());
                        assertThat(change.probability()).isBetween(0.0, 1.0);
                    });
            for (Anomaly anomaly : new AnomalyDetector().detect(hours, values)) {
                assertFinite(anomaly.value(), anomaly.expected(), anomaly.score());
            }
            new LeakDetector()
                    .detect(values, random.nextInt(3) - 1)
                    .ifPresent(leak -> assertFinite(
                            leak.slopePerDay(),
                            leak.slopeLow(),
                            leak.slopeHigh(),
                            leak.pValue(),
                            leak.growthIn30Days()));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void forecastsAreFiniteAndInOrderOrHaveAReason(long seed) {
        Random random = new Random(seed);
        for (int s = 0; s < SERIES / 2; s++) {
            double[] values = series(random, random.nextInt(200));
            double limit = random.nextBoolean() ? Double.NaN : 200 * random.nextDouble();

            Forecast forecast = new Forecaster().forecast(values, 30, limit);

            if (!forecast.reason().isEmpty()) {
                assertThat(forecast.mean()).isEmpty();
                continue;
            }
            for (int h = 0; h < 30; h++) {
                assertFinite(forecast.mean()[h], forecast.lower()[h], forecast.upper()[h]);
                assertThat(forecast.lower()[h]).isLessThanOrEqualTo(forecast.mean()[h]);
                assertThat(forecast.upper()[h]).isGreaterThanOrEqualTo(forecast.mean()[h]);
            }
            if (forecast.reached().isPresent()) {
                int reached = forecast.reached().getAsInt();
                assertThat(forecast.reachedLow().orElse(99)).isLessThanOrEqualTo(reached);
                assertThat(forecast.reachedHigh().orElse(99)).isGreaterThanOrEqualTo(reached);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 7})
    void statementsFromAnyCountersAreJudgedOrNotAssessable(long seed) {
        Random random = new Random(seed);
        int steps = 200 + random.nextInt(400);
        List<StatementHistory> histories = Stream.generate(() -> statement(random, steps))
                .limit(SERIES / 2)
                .toList();
        DetectionSettings settings = DetectionSettings.in(ZoneId.of("Europe/Berlin"));
        InstanceHistory instance = new InstanceHistory(START, Duration.ofHours(1), series(random, steps), List.of());
        Circumstances circumstances = new Circumstances(
                Map.of(
                        "s1",
                        new StatementCircumstances(
                                series(random, steps),
                                List.of(new PlanSighting(START, "a")),
                                "t",
                                series(random, steps))),
                series(random, steps));

        DetectionResult result = new RegressionDetector(settings).detect(histories, instance, circumstances);

        result.scores().values().forEach(score -> assertThat(score).isFinite());
        Stream.concat(result.regressions().stream(), result.improvements().stream())
                .forEach(r -> {
                    assertFinite(
                            r.magnitude(),
                            r.beforeMs(),
                            r.afterMs(),
                            r.score(),
                            r.pValue(),
                            r.qValue(),
                            r.extraMsPerDay());
                    assertThat(r.onsetLow()).isBeforeOrEqualTo(r.onset());
                    assertThat(r.onsetHigh()).isAfterOrEqualTo(r.onset());
                    assertThat(r.causeEvidence()).isNotEmpty().doesNotContain("NaN");
                });
        result.commonCauses().forEach(cause -> assertFinite(cause.magnitude()));
        result.loadStories().forEach(story -> assertFinite(story.callsRatio(), story.timeRatio()));
        result.notAssessable().forEach(reason -> assertThat(reason.reason()).isNotEmpty());
    }

    @ParameterizedTest
    @ValueSource(longs = {8, 9})
    void whatResponseTimeWentWithIsFiniteOrHasAReason(long seed) {
        Random random = new Random(seed);
        for (int s = 0; s < SERIES / 6; s++) {
            int n = 50 + random.nextInt(300);
            ResponseTimeExplanation found = new ResponseTimeModel(ZoneOffset.UTC)
                    .explain(
                            START,
                            Duration.ofHours(1),
                            series(random, n),
                            series(random, n),
                            Map.of("load", series(random, n), "misses", series(random, n)),
                            24);

            assertThat(found.inWords()).isNotEmpty().doesNotContain("NaN").doesNotContain("null");
            if (found.reason().isEmpty()) {
                assertThat(found.explained()).isBetween(0.0, 1.0);
                found.factors().forEach(factor -> assertThat(factor.share()).isBetween(0.0, 1.0));
            }
        }
    }

    private static StatementHistory statement(Random random, int steps) {
        double[][] cumulative = new double[8][];
        for (int c = 0; c < cumulative.length; c++) {
            cumulative[c] = counter(random, steps);
        }
        double[][] i = CounterEpochs.increments(cumulative, random.nextInt(3) == 0 ? steps / 3 : 0, new int[0]);
        return new StatementHistory(
                "s" + random.nextInt(1_000_000),
                START,
                Duration.ofHours(1),
                i[0],
                i[1],
                i[2],
                i[3],
                i[4],
                i[5],
                i[6],
                i[7],
                random.nextBoolean() ? "app" : "");
    }

    /** Rises, stands still, wraps, is reset, is missing for weeks. */
    private static double[] counter(Random random, int steps) {
        double[] values = new double[steps];
        double total = 1e6 * random.nextDouble();
        double rate = Math.exp(8 * random.nextDouble());
        double wrap = random.nextInt(4) == 0 ? 1e7 : Double.POSITIVE_INFINITY;
        for (int h = 0; h < steps; h++) {
            total += random.nextInt(5) == 0 ? 0 : rate * random.nextDouble();
            total = random.nextInt(300) == 0 ? 0 : total >= wrap ? total - wrap : total;
            values[h] = random.nextInt(20) == 0 ? Double.NaN : total;
        }
        if (random.nextInt(4) == 0) {
            Arrays.fill(values, steps / 4, steps / 2, Double.NaN);
        }
        return values;
    }

    /** A stretch of something, then of something else. */
    private static double[] series(Random random, int length) {
        double[] values = new double[length];
        int at = 0;
        while (at < length) {
            int end = Math.min(length, at + 1 + random.nextInt(Math.max(1, length)));
            int kind = random.nextInt(8);
            double level = 100 * random.nextDouble();
            for (; at < end; at++) {
                values[at] = switch (kind) {
                    case 0 -> level;
                    case 1 -> 0;
                    case 2 -> Double.NaN;
                    case 3 -> level + random.nextGaussian();
                    case 4 -> level * Math.exp(random.nextGaussian());
                    case 5 -> -level * at;
                    case 6 -> random.nextInt(40) == 0 ? 1e12 : level + 10 * Math.sin(at / 4.0);
                    default -> random.nextInt(60) == 0 ? Double.NEGATIVE_INFINITY : level + at;
                };
            }
        }
        return values;
    }

    private static double[] hours(Random random, int length) {
        double[] hours = new double[length];
        double at = 400_000 + 24 * random.nextDouble();
        for (int i = 0; i < length; i++) {
            hours[i] = at;
            at += random.nextInt(100) == 0 ? 400 : random.nextInt(30) == 0 ? .001 : 1;
        }
        return hours;
    }

    private static void assertFinite(double... values) {
        for (double value : values) {
            assertThat(value).isFinite();
        }
    }
}
