package dev.nightjar.detect;

import static dev.nightjar.detect.StatementBuilder.MONDAY;
import static dev.nightjar.detect.StatementBuilder.aStatement;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Whatever comes in, there is an answer or a reason, and no NaN in either. */
class DegenerateInputTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private static Map<String, double[]> shapes() {
        Map<String, double[]> shapes = new LinkedHashMap<>();
        shapes.put("empty", new double[0]);
        shapes.put("one point", new double[] {3});
        shapes.put("two points", new double[] {3, 4});
        shapes.put("constant", filled(400, i -> 5));
        shapes.put("zero", filled(400, i -> 0));
        shapes.put("NaN", filled(400, i -> Double.NaN));
        shapes.put("infinite", filled(400, i -> i % 50 == 0 ? Double.POSITIVE_INFINITY : 5 + i % 7));
        shapes.put("gap of weeks", filled(400, i -> i > 60 && i < 350 ? Double.NaN : 5 + i % 7));
        shapes.put("outlier of 1e12", filled(400, i -> i == 200 ? 1e12 : 5 + i % 7));
        shapes.put("outlier at the end", filled(400, i -> i == 399 ? 1e12 : 5 + i % 7));
        shapes.put("negative", filled(400, i -> -5 - i % 7));
        shapes.put("tiny", filled(400, i -> 1e-300 * (1 + i % 7)));
        shapes.put("huge", filled(400, i -> 1e300 * (1 + i % 7)));
        shapes.put("wraps", filled(400, i -> (i * 37.0) % 1000));
        return shapes;
    }

    @TestFactory
    Stream<DynamicTest> aForecastIsFiniteOrHasAReason() {
        return shapes().entrySet().stream()
                .map(shape -> DynamicTest.dynamicTest(shape.getKey(), () -> {
                    for (double limit : new double[] {Double.NaN, 100}) {
                        Forecast forecast = new Forecaster().forecast(shape.getValue(), 30, limit);
                        if (forecast.reason().isEmpty()) {
                            assertThat(forecast.mean()).hasSize(30);
                            assertThat(finite(forecast.mean())).isTrue();
                            assertThat(finite(forecast.lower())).isTrue();
                            assertThat(finite(forecast.upper())).isTrue();
                        } else {
                            assertThat(forecast.reason()).contains("not enough history");
                        }
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> changePointsAndAnomaliesAreFinite() {
        return shapes().entrySet().stream()
                .map(shape -> DynamicTest.dynamicTest(shape.getKey(), () -> {
                    double[] values = shape.getValue();
                    double[] hours =
                            IntStream.range(0, values.length).asDoubleStream().toArray();
                    for (ChangePoint c : ChangePoints.of(values)) {
                        assertThat(finite(new double[] {c.before(), c.after(), c.probability()}))
                                .isTrue();
                    }
                    for (Anomaly a : new AnomalyDetector().detect(hours, values)) {
                        assertThat(finite(new double[] {a.expected(), a.score()}))
                                .isTrue();
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> statementsAreJudgedOrNotAssessable() {
        return shapes().entrySet().stream()
                .map(shape -> DynamicTest.dynamicTest(shape.getKey(), () -> {
                    for (boolean asCalls : new boolean[] {true, false}) {
                        double[] odd = shape.getValue();
                        double[] even = filled(odd.length, i -> 40 + i % 24);
                        StatementHistory history = new StatementHistory(
                                "odd",
                                MONDAY,
                                HOUR,
                                asCalls ? odd : even,
                                asCalls ? even : odd,
                                odd,
                                odd,
                                even,
                                odd,
                                odd,
                                odd,
                                "");
                        RegressionDetector detector = new RegressionDetector(DetectionSettings.defaults());
                        InstanceHistory instance = InstanceHistory.unknown(MONDAY, HOUR);

                        DetectionResult result = detector.detect(List.of(history), instance);

                        assertThat(result.scores().size()
                                        + result.notAssessable().size())
                                .isEqualTo(1);
                        result.scores()
                                .values()
                                .forEach(score -> assertThat(score).isFinite());
                        Stream.concat(result.regressions().stream(), result.improvements().stream())
                                .forEach(r -> assertThat(finite(new double[] {
                                            r.magnitude(),
                                            r.score(),
                                            r.beforeMs(),
                                            r.afterMs(),
                                            r.extraMsPerDay(),
                                            r.qValue()
                                        }))
                                        .isTrue());
                        detector.baseline(history, instance);
                    }
                }));
    }

    @Test
    void oneOutlierOfATrillionIsNoRegression() {
        StatementHistory quiet =
                aStatement("outlier").slower(i -> i == 600 ? 1e12 : 1).build();

        DetectionResult result = new RegressionDetector(DetectionSettings.defaults())
                .detect(List.of(quiet), InstanceHistory.unknown(MONDAY, HOUR));

        assertThat(result.regressions()).isEmpty();
    }

    @Test
    void aDiskSlowForEverybodyIsOneFinding() {
        List<StatementHistory> all = IntStream.range(0, 40)
                .mapToObj(i -> aStatement("s" + i).slowerFrom(500, 1.5).build())
                .toList();

        DetectionResult result =
                new RegressionDetector(DetectionSettings.defaults()).detect(all, InstanceHistory.unknown(MONDAY, HOUR));

        assertThat(result.commonCauses()).singleElement().satisfies(cause -> {
            assertThat(cause.kind()).isEqualTo("instance");
            assertThat(cause.members()).hasSizeGreaterThan(35);
        });
        assertThat(result.regressions()).isEmpty();
    }

    private static double[] filled(int n, IntToDoubleFunction value) {
        return IntStream.range(0, n).mapToDouble(value::applyAsDouble).toArray();
    }

    private static boolean finite(double[] values) {
        return Arrays.stream(values).allMatch(Double::isFinite);
    }
}
