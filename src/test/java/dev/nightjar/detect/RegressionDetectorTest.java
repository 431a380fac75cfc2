package dev.nightjar.detect;

import static dev.nightjar.detect.StatementBuilder.MONDAY;
import static dev.nightjar.detect.StatementBuilder.aStatement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RegressionDetectorTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final RegressionDetector detector = new RegressionDetector(DetectionSettings.defaults());

    @Test
    void shiftIsFoundWithItsOnsetMagnitudeAndCost() {
        DetectionResult result = detect(aStatement("slow").slowerFrom(400, 1.5).build());

        assertThat(result.regressions()).singleElement().satisfies(found -> {
            assertThat(found.statement()).isEqualTo("slow");
            assertThat(found.metric()).isEqualTo(Regression.MEAN_EXEC_TIME);
            assertThat(found.onset()).isBetween(hour(398), hour(402));
            assertThat(hour(400)).isBetween(found.onsetLow(), found.onsetHigh());
            assertThat(found.magnitude()).isCloseTo(1.5, within(.05));
            assertThat(found.afterMs() / found.beforeMs()).isCloseTo(found.magnitude(), within(1e-9));
            // 500 calls an hour of 10 ms that take half as long again
            assertThat(found.extraMsPerDay()).isCloseTo(24 * 500 * 5, within(15_000.0));
            assertThat(found.alarming()).isTrue();
            assertThat(found.cause()).isEqualTo(Regression.Cause.CPU_OR_WAITS);
        });
        assertThat(result.scores().get("slow"))
                .isGreaterThan(DetectionSettings.defaults().score());
    }

    @Test
    void quietStatementsGiveNoFinding() {
        List<StatementHistory> quiet = IntStream.range(0, 30)
                .mapToObj(i -> aStatement("quiet" + i).calls(5 + 20.0 * i).build())
                .toList();

        DetectionResult result = detector.detect(quiet, InstanceHistory.unknown(MONDAY, HOUR));

        assertThat(result.regressions()).isEmpty();
        assertThat(result.improvements()).isEmpty();
        assertThat(result.scores()).hasSize(30);
    }

    @Test
    void latencyThatFollowsTrafficIsALoadStoryOrNothing() {
        DetectionResult result =
                detect(aStatement("busy").followingLoad(.5).busierFrom(450, 2.2).build());

        assertThat(result.regressions()).isEmpty();
    }

    @Test
    void recoveredEpisodeIsNotARegressionTonight() {
        DetectionResult result = detect(
                aStatement("over").slower(i -> i >= 300 && i < 420 ? 2 : 1).build());

        assertThat(result.regressions()).isEmpty();
    }

    @Test
    void slowHoursAtTheEndAreNotYetARegression() {
        DetectionResult result = detect(aStatement("spike").slowerFrom(667, 6).build());

        assertThat(result.regressions()).isEmpty();
    }

    @Test
    void noiseThatBecameWiderTwoDaysAgoIsNoRegression() {
        List<StatementHistory> noisy = IntStream.range(0, 60)
                .mapToObj(i -> {
                    double[] wander = wander(i, .6, .35);
                    return aStatement("noisy" + i)
                            .slower(h -> h >= 620 ? Math.exp(wander[h]) : 1)
                            .build();
                })
                .toList();

        DetectionResult result = detector.detect(noisy, InstanceHistory.unknown(MONDAY, HOUR));

        assertThat(result.regressions().size()).isLessThanOrEqualTo(4);
    }

    @Test
    void aFirstDayThatWasFasterIsNoLevelToCompareWith() {
        DetectionResult result =
                detect(aStatement("holiday").slower(i -> i < 30 ? .7 : 1).build());

        assertThat(result.regressions()).isEmpty();
    }

    @Test
    void anEvictedStatementThatCameBackSlowerIsExactlyOneFinding() {
        DetectionResult result = detector.detect(
                List.of(
                        evicted(aStatement("back").slowerFrom(500, 1.6).build(), 500),
                        evicted(aStatement("same").build(), 500)),
                InstanceHistory.unknown(MONDAY, HOUR));

        assertThat(result.regressions()).singleElement().satisfies(found -> {
            assertThat(found.statement()).isEqualTo("back");
            assertThat(found.magnitude()).isCloseTo(1.6, within(.1));
        });
        assertThat(result.unusualHours()).isEmpty();
        assertThat(result.commonCauses()).isEmpty();
    }

    /** As snapshots show it whose counters fall to nothing at a step, without any reset announced. */
    private static StatementHistory evicted(StatementHistory whole, int at) {
        double[][] counters = {whole.calls(), whole.execMs(), whole.blocks(), whole.reads()};
        double[][] cumulative = new double[counters.length][whole.length()];
        for (int c = 0; c < counters.length; c++) {
            double sum = 1e6;
            for (int h = 0; h < whole.length(); h++) {
                sum = h == at ? counters[c][h] : sum + counters[c][h];
                cumulative[c][h] = sum;
            }
        }
        double[][] seen = CounterEpochs.increments(cumulative, 0, new int[0]);
        return new StatementHistory(
                whole.statement(),
                whole.start(),
                whole.step(),
                seen[0],
                seen[1],
                seen[2],
                seen[3],
                whole.rows(),
                whole.tempBlocks(),
                whole.planMs(),
                whole.ioMs(),
                whole.application());
    }

    @Test
    void fasterStatementIsAnImprovement() {
        DetectionResult result = detect(aStatement("fast").slowerFrom(350, .6).build());

        assertThat(result.regressions()).isEmpty();
        assertThat(result.improvements()).singleElement().satisfies(found -> {
            assertThat(found.magnitude()).isCloseTo(.6, within(.03));
            assertThat(found.extraMsPerDay()).isNegative();
        });
    }

    @Test
    void pagesPerCallThatRiseWithTheTimePointToThePlan() {
        DetectionResult result = detect(
                aStatement("plan").slowerFrom(500, 2).moreBlocksFrom(500, 3).build());

        assertThat(result.regressions())
                .filteredOn(r -> r.metric().equals(Regression.MEAN_EXEC_TIME))
                .singleElement()
                .satisfies(found -> assertThat(found.cause()).isEqualTo(Regression.Cause.PLAN_OR_DATA));
    }

    @Test
    void readsThatRiseWithTheTimePointToTheCache() {
        DetectionResult result =
                detect(aStatement("cold").slowerFrom(500, 2).colderFrom(500, .3).build());

        assertThat(result.regressions())
                .singleElement()
                .satisfies(found -> assertThat(found.cause()).isEqualTo(Regression.Cause.CACHE_OR_IO));
    }

    @Test
    void nightlyJobIsJudgedByItsRunDays() {
        DetectionResult result =
                detect(aStatement("job").nightly().slowerFrom(480, 2.5).build());

        assertThat(result.regressions()).singleElement().satisfies(found -> {
            assertThat(found.onset()).isEqualTo(hour(482));
            assertThat(found.magnitude()).isCloseTo(2.5, within(.3));
        });
    }

    @Test
    void twoHourlySamplesOfTwoWeeksAreEnough() {
        Duration twoHours = Duration.ofHours(2);
        StatementHistory slow =
                aStatement("demo").steps(168, twoHours).slowerFrom(120, 2).build();

        DetectionResult result = detector.detect(List.of(slow), InstanceHistory.unknown(MONDAY, twoHours));

        assertThat(result.regressions())
                .singleElement()
                .satisfies(found -> assertThat(found.onset())
                        .isBetween(MONDAY.plus(Duration.ofHours(236)), MONDAY.plus(Duration.ofHours(244))));
    }

    @Test
    void driftIsGivenAsTheRatioOfTheLastDay() {
        DetectionResult result = detect(aStatement("drift")
                .slower(i -> i < 300 ? 1 : 1 + (i - 300) / 372.0)
                .build());

        assertThat(result.regressions()).singleElement().satisfies(found -> {
            assertThat(found.kind()).isEqualTo(Regression.Kind.DRIFT);
            assertThat(found.magnitude()).isCloseTo(1.97, within(.15));
        });
    }

    @Test
    void hoursThatMixTwoPlansAreAPlanFlip() {
        Random random = new Random(4);
        double[] share = new double[672];
        Arrays.setAll(share, i -> i < 480 || (i >= 488 && i < 492) ? 0 : random.nextDouble());

        DetectionResult result =
                detect(aStatement("flips").slower(i -> 1 + 4 * share[i]).build());

        assertThat(result.regressions()).singleElement().satisfies(found -> {
            assertThat(found.kind()).isEqualTo(Regression.Kind.PLAN_FLIP);
            assertThat(found.onset()).isBetween(hour(479), hour(497));
        });
    }

    @Test
    void pagesThatMixTwoPlansTellAPlanFlipThatNoiseOfTimesHides() {
        Random random = new Random(4);
        double[] mixed = new double[672];
        Arrays.setAll(mixed, i -> i < 480 ? 1 : 1.8 + 1.6 * random.nextDouble());

        assertThat(kindOf(aStatement("flips").slowerFrom(480, 2.6).moreBlocks(i -> mixed[i])))
                .isEqualTo(Regression.Kind.PLAN_FLIP);
        assertThat(kindOf(aStatement("shifts").slowerFrom(480, 2.6).moreBlocksFrom(480, 2.6)))
                .isEqualTo(Regression.Kind.SHIFT);
    }

    private Regression.Kind kindOf(StatementBuilder statement) {
        return detect(statement.build()).regressions().stream()
                .filter(found -> found.metric().equals(Regression.MEAN_EXEC_TIME))
                .findFirst()
                .orElseThrow()
                .kind();
    }

    @Test
    void deployInsideTheOnsetIntervalNamesTheOnset() {
        StatementHistory slow = aStatement("deployed").slowerFrom(401, 1.4).build();
        Marker deploy = new Marker(hour(401), Marker.Kind.DEPLOY, "shop", "deploy of shop");

        DetectionResult result =
                detector.detect(List.of(slow), new InstanceHistory(MONDAY, HOUR, new double[0], List.of(deploy)));

        assertThat(result.regressions())
                .singleElement()
                .satisfies(found -> assertThat(found.onset()).isEqualTo(hour(401)));
    }

    @Test
    void shortHistoryIsAReasonNotAVerdict() {
        DetectionResult result = detect(aStatement("young").steps(60, HOUR).build());

        assertThat(result.regressions()).isEmpty();
        assertThat(result.notAssessable())
                .singleElement()
                .satisfies(n -> assertThat(n.reason()).contains("not enough history"));
    }

    @Test
    void statementFirstSeenThisWeekIsNew() {
        StatementHistory full = aStatement("new").build();
        double[] calls = full.calls().clone();
        Arrays.fill(calls, 0, 600, Double.NaN);
        StatementHistory young = new StatementHistory(
                "new",
                MONDAY,
                HOUR,
                calls,
                full.execMs(),
                full.blocks(),
                full.reads(),
                full.rows(),
                full.tempBlocks(),
                full.planMs(),
                full.ioMs(),
                "shop");

        assertThat(detect(young).newStatements()).containsExactly("new");
    }

    @Test
    void baselineBandHoldsAQuietStatementAndShowsTheOldLevelOfAChangedOne() {
        StatementHistory slow = aStatement("banded").slowerFrom(400, 2).build();

        Baseline band =
                detector.baseline(slow, InstanceHistory.unknown(MONDAY, HOUR)).orElseThrow();

        int insideBefore = 0;
        int aboveAfter = 0;
        for (int i = 0; i < 672; i++) {
            double perCall = slow.execMs()[i] / slow.calls()[i];
            insideBefore += i < 400 && perCall >= band.low()[i] && perCall <= band.high()[i] ? 1 : 0;
            aboveAfter += i >= 400 && perCall > band.high()[i] ? 1 : 0;
        }
        assertThat(insideBefore).isBetween(360, 400);
        assertThat(aboveAfter).isGreaterThan(260);
    }

    @Test
    void resultsDoNotDependOnTheOrderOfTheStatements() {
        List<StatementHistory> statements = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            statements.add(
                    aStatement("s" + i).slowerFrom(500, i % 8 == 0 ? 1.6 : 1).build());
        }
        DetectionResult forwards = detector.detect(statements, InstanceHistory.unknown(MONDAY, HOUR));
        java.util.Collections.reverse(statements);
        DetectionResult backwards = detector.detect(statements, InstanceHistory.unknown(MONDAY, HOUR));

        assertThat(forwards.regressions()).isEqualTo(backwards.regressions()).isNotEmpty();
        assertThat(forwards.scores()).isEqualTo(backwards.scores());
    }

    private DetectionResult detect(StatementHistory history) {
        return detector.detect(List.of(history), InstanceHistory.unknown(MONDAY, history.step()));
    }

    private static double[] wander(long seed, double rho, double sigma) {
        Random random = new Random(seed);
        double[] wander = new double[672];
        for (int i = 1; i < wander.length; i++) {
            wander[i] = rho * wander[i - 1] + Math.sqrt(1 - rho * rho) * sigma * random.nextGaussian();
        }
        return wander;
    }

    private static Instant hour(int hour) {
        return MONDAY.plus(Duration.ofHours(hour));
    }
}
