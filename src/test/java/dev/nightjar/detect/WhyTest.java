package dev.nightjar.detect;

import static dev.nightjar.detect.StatementBuilder.MONDAY;
import static dev.nightjar.detect.StatementBuilder.aStatement;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WhyTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final double[] NONE = new double[0];

    private final RegressionDetector detector = new RegressionDetector(DetectionSettings.defaults());

    @Test
    void aPlanNeverSeenBeforeTheOnsetIsTheCause() {
        Regression found = only(
                aStatement("q").slowerFrom(450, 2).moreBlocksFrom(450, 3).build(),
                new StatementCircumstances(
                        NONE, plans("index scan", 100, 200, 300, "seq scan", 455, 460, 470), "", NONE));

        assertThat(found.cause()).isEqualTo(Regression.Cause.PLAN_CHANGE);
        assertThat(found.causeEvidence()).contains(hour(455).toString());
    }

    @Test
    void theSamePlanOnBothSidesIsNoCause() {
        Regression found = only(
                aStatement("q").slowerFrom(450, 2).moreBlocksFrom(450, 3).build(),
                new StatementCircumstances(NONE, plans("index scan", 100, 200, 300, 455, 460, 470), "", NONE));

        assertThat(found.cause()).isEqualTo(Regression.Cause.PLAN_OR_DATA);
    }

    @Test
    void fewSightingsOrAStatementOfManyPlansTellNothing() {
        StatementHistory slow =
                aStatement("q").slowerFrom(450, 2).moreBlocksFrom(450, 3).build();

        assertThat(List.of(
                        plans("index scan", 300, "seq scan", 455, 460, 470),
                        plans("index scan", 100, 200, 300, "seq scan", 455),
                        plans("a", 100, "b", 150, "c", 200, "d", 250, "e", 455, 460, 470)))
                .allSatisfy(seen -> assertThat(only(slow, new StatementCircumstances(NONE, seen, "", NONE))
                                .cause())
                        .isEqualTo(Regression.Cause.PLAN_OR_DATA));
    }

    @Test
    void aPlanThatIsLoggedNowBecauseReadsAreSlowIsNoCause() {
        Regression found = only(
                aStatement("q").slowerFrom(450, 2).colderFrom(450, .4).build(),
                new StatementCircumstances(NONE, plans("rare", 100, 200, 300, "usual", 455, 460, 470), "", NONE));

        assertThat(found.cause()).isEqualTo(Regression.Cause.CACHE_OR_IO);
    }

    /** Shapes, each before the hours in which it was seen. */
    private static List<PlanSighting> plans(Object... shapesAndHours) {
        List<PlanSighting> plans = new ArrayList<>();
        String shape = "";
        for (Object one : shapesAndHours) {
            if (one instanceof Integer hour) {
                plans.add(plan(hour, shape));
            } else {
                shape = one.toString();
            }
        }
        return plans;
    }

    @Test
    void lockWaitsThatMakeUpTheAdditionalTimeAreTheCause() {
        StatementHistory slow = aStatement("q").slowerFrom(450, 2).build();

        Regression found = only(
                slow, new StatementCircumstances(steps(i -> i < 450 ? 0 : 8 * slow.calls()[i]), List.of(), "", NONE));

        assertThat(found.cause()).isEqualTo(Regression.Cause.LOCK_WAITS);
        assertThat(found.causeEvidence()).contains("0.00 to 8.00 ms per call");
    }

    @Test
    void aTableThatGrewAsThePagesDidIsTheCause() {
        Regression found = only(
                aStatement("q").slowerFrom(450, 2).moreBlocksFrom(450, 2).build(),
                new StatementCircumstances(NONE, List.of(), "orders", steps(i -> i < 450 ? 1e9 : 2e9)));

        assertThat(found.cause()).isEqualTo(Regression.Cause.DATA_GROWTH);
        assertThat(found.causeEvidence()).contains("table orders grew by a factor 2.00");
    }

    @Test
    void aSettingChangedAtTheOnsetIsNamed() {
        Marker marker = new Marker(hour(450), Marker.Kind.SETTINGS, "", "work_mem 64MB to 4MB");

        DetectionResult result = detector.detect(
                List.of(aStatement("q").slowerFrom(450, 2).build()),
                new InstanceHistory(MONDAY, HOUR, NONE, List.of(marker)));

        assertThat(result.regressions())
                .singleElement()
                .satisfies(found -> assertThat(found.causeEvidence()).endsWith("at its onset: work_mem 64MB to 4MB"));
    }

    @Test
    void aRedisHitRateThatFellBeforeTheCallsRoseIsTold() {
        StatementHistory busy =
                aStatement("q").followingLoad(.5).busierFrom(450, 3).build();
        Circumstances cold = new Circumstances(Map.of(), steps(i -> (i < 446 ? .95 : .6) + .002 * (i % 5)));

        LoadStory story = new Why(InstanceHistory.unknown(MONDAY, HOUR), cold)
                .explained(new LoadStory("q", hour(450), 3, 1.7, ""), name -> busy);

        assertThat(story.explanation())
                .contains("fell from 95 %")
                .contains(hour(446).toString());
    }

    @Test
    void aHitRateThatStayedExplainsNothing() {
        Circumstances warm = new Circumstances(Map.of(), steps(i -> .95 + .002 * (i % 5)));

        LoadStory story = new Why(InstanceHistory.unknown(MONDAY, HOUR), warm)
                .explained(
                        new LoadStory("q", hour(450), 3, 1.7, ""),
                        name -> aStatement("q").build());

        assertThat(story.explanation()).isEmpty();
    }

    @Test
    void statementsOfATableThatChangeTogetherAreNamedTogetherAndKept() {
        List<StatementHistory> all = IntStream.range(0, 60)
                .mapToObj(i ->
                        aStatement("s" + i).slowerFrom(i < 6 ? 450 : 672, 2).build())
                .toList();
        Map<String, StatementCircumstances> tables = new java.util.HashMap<>();
        IntStream.range(0, 20)
                .forEach(i -> tables.put("s" + i, new StatementCircumstances(NONE, List.of(), "orders", NONE)));

        DetectionResult result =
                detector.detect(all, InstanceHistory.unknown(MONDAY, HOUR), new Circumstances(tables, NONE));

        assertThat(result.commonCauses()).singleElement().satisfies(cause -> {
            assertThat(cause.kind()).isEqualTo("table");
            assertThat(cause.members()).containsExactly("s0", "s1", "s2", "s3", "s4", "s5");
            assertThat(cause.explanation()).contains("6 of 20 tested statements of table orders");
        });
        assertThat(result.regressions()).hasSize(6);
    }

    private Regression only(StatementHistory history, StatementCircumstances known) {
        DetectionResult result = detector.detect(
                List.of(history),
                InstanceHistory.unknown(MONDAY, HOUR),
                new Circumstances(Map.of(history.statement(), known), NONE));
        return result.regressions().stream()
                .filter(r -> r.metric().equals(Regression.MEAN_EXEC_TIME))
                .findFirst()
                .orElseThrow();
    }

    private static double[] steps(IntToDoubleFunction value) {
        double[] steps = new double[672];
        Arrays.setAll(steps, value);
        return steps;
    }

    private static PlanSighting plan(int hour, String shape) {
        return new PlanSighting(hour(hour), shape);
    }

    private static Instant hour(int hour) {
        return MONDAY.plus(Duration.ofHours(hour));
    }
}
