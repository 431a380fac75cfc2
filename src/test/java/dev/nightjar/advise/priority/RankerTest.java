package dev.nightjar.advise.priority;

import static dev.nightjar.advise.NightBuilder.aDatabase;
import static dev.nightjar.advise.NightBuilder.aNight;
import static dev.nightjar.advise.RecommendationBuilder.aRecommendation;
import static dev.nightjar.advise.SubjectBuilder.aStatement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.advise.NightBuilder;
import dev.nightjar.advise.RecommendationBuilder;
import dev.nightjar.model.DatabaseMetric;
import dev.nightjar.model.Night;
import dev.nightjar.model.RankedRecommendation;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.Severity;
import dev.nightjar.model.Thresholds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankerTest {
    /** 4000 s, 3000 s, 2000 s and 1000 s a day: 10 000 s in all. */
    private static final Night NIGHT = night().build();

    private final Ranker ranker = new Ranker(Thresholds.STANDARD);

    @Test
    void whatOneSavesIsNotSavedAgain() {
        Ranking ranking = rank(
                aRecommendation("NJ-1").saves(1, 0.5).build(),
                aRecommendation("NJ-2").saves(1, 0.4).build());

        assertThat(ranking.recommendations())
                .extracting(one -> one.recommendation().id())
                .containsExactly("NJ-1", "NJ-2");
        assertThat(marginal(ranking, "NJ-1")).isCloseTo(2000, within(1e-6));
        assertThat(marginal(ranking, "NJ-2")).isCloseTo(0.4 * 2000, within(1e-6));
        assertThat(ranking.find("NJ-2").orElseThrow().standAlone().mid()).isCloseTo(1600, within(1e-6));
        assertThat(ranking.savedSecondsPerDay()).isCloseTo(2800, within(1e-6));
    }

    @Test
    void valueIsConfidentNetPercentOfDatabaseTimeAndFiftyIsWorthATenth() {
        Ranking ranking = rank(
                aRecommendation("NJ-1").saves(1, 0.25).confidence(1).risk(0).build());

        RankedRecommendation one = ranking.recommendations().get(0);
        assertThat(one.valuePercent()).isCloseTo(10, within(1e-9));
        assertThat(one.priority()).isEqualTo(50);
        assertThat(one.band()).isEqualTo(Severity.HIGH);
    }

    @Test
    void riskIsTakenOffForTheStatementsExposed() {
        Ranking ranking = rank(
                aRecommendation("NJ-1").saves(1, 0.25).confidence(1).risk(0.1).build());

        assertThat(ranking.recommendations().get(0).valuePercent()).isCloseTo(10 - 0.1 * 40, within(1e-9));
    }

    @Test
    void writeCostIsTakenOff() {
        Ranking ranking =
                rank(aRecommendation("NJ-1").saves(1, 0.5).writeCost(500).build());

        assertThat(marginal(ranking, "NJ-1")).isCloseTo(1500, within(1e-6));
    }

    @Test
    void aHazardWithoutValueIsItsOwnProbability() {
        Ranking ranking = rank(aRecommendation("NJ-1").harm(0.9).build());

        assertThat(ranking.recommendations().get(0).priority()).isEqualTo(90);
        assertThat(ranking.recommendations().get(0).band()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void valueAloneIsNeverCritical() {
        Ranking ranking = rank(aRecommendation("NJ-1")
                .saves(1, 1)
                .saves(2, 1)
                .saves(3, 1)
                .confidence(1)
                .risk(0)
                .build());

        assertThat(ranking.recommendations().get(0).priority()).isEqualTo(90);
        assertThat(ranking.recommendations().get(0).band()).isEqualTo(Severity.HIGH);
    }

    @Test
    void ofAlternativesOnlyOneIsTaken() {
        Ranking ranking = rank(
                aRecommendation("NJ-1").saves(1, 0.5).alternativeOf("a").build(),
                aRecommendation("NJ-2")
                        .saves(1, 0.4)
                        .saves(2, 0.1)
                        .alternativeOf("a")
                        .build());

        RankedRecommendation other = ranking.find("NJ-2").orElseThrow();
        assertThat(other.priority()).isZero();
        assertThat(other.coveredBy()).containsExactly("NJ-1");
        assertThat(other.marginal().mid()).isZero();
        assertThat(other.standAlone().mid()).isCloseTo(1900, within(1e-6));
    }

    @Test
    void whatIsLeftWithNextToNothingSaysWhoCoversIt() {
        Ranking ranking = rank(
                aRecommendation("NJ-1").saves(1, 0.99).build(),
                aRecommendation("NJ-2").saves(1, 0.5).build());

        RankedRecommendation second = ranking.find("NJ-2").orElseThrow();
        assertThat(second.coveredBy()).containsExactly("NJ-1");
        assertThat(second.priority()).isZero();
    }

    @Test
    void aSavingBelowTheMinimumIsNoneUnlessTheJobFileSaysSo() {
        Night quiet = aNight().with(aStatement(1, "SELECT 1").secondsPerDay(40)).build();
        Recommendation index = aRecommendation("NJ-1").saves(1, 0.5).build();

        assertThat(ranker.rank(quiet, List.of(index)).recommendations().get(0).priority())
                .isZero();
        Thresholds low = Thresholds.of(Map.of("minimumValueSeconds", 1.0), List.of(PriorityThreshold.values()));
        assertThat(new Ranker(low)
                        .rank(quiet, List.of(index))
                        .recommendations()
                        .get(0)
                        .priority())
                .isGreaterThan(50);
    }

    @Test
    void tiesGoToTheLesserEffortThenTheLighterLockThenTheId() {
        Ranking ranking = rank(
                aRecommendation("NJ-4").harm(0.3).effort(2).build(),
                aRecommendation("NJ-3").harm(0.3).lock("ACCESS EXCLUSIVE on t").build(),
                aRecommendation("NJ-2")
                        .harm(0.3)
                        .lock("SHARE UPDATE EXCLUSIVE on t")
                        .build(),
                aRecommendation("NJ-1")
                        .harm(0.3)
                        .lock("SHARE UPDATE EXCLUSIVE on t")
                        .build());

        assertThat(ranking.recommendations())
                .extracting(one -> one.recommendation().id())
                .containsExactly("NJ-1", "NJ-2", "NJ-3", "NJ-4");
    }

    @Test
    void lessDataMeansLessConfidence() {
        Recommendation index =
                aRecommendation("NJ-1").saves(1, 0.25).confidence(1).risk(0).build();

        assertThat(value(night().days(14).build(), index)).isCloseTo(10, within(1e-9));
        assertThat(value(night().coverage(0.5).build(), index)).isCloseTo(10 * 0.5 * 0.5, within(1e-9));
        assertThat(value(
                        aNight().with(aStatement(1, "a").secondsPerDay(100).resetInWindow())
                                .build(),
                        index))
                .isCloseTo(25 * 0.5, within(1e-9));
    }

    @Test
    void statementsAndSessionsThatDisagreeCapTheConfidence() {
        Recommendation index =
                aRecommendation("NJ-1").saves(1, 0.25).confidence(1).risk(0).build();
        Night agreeing = night().with(aDatabase().perDay(DatabaseMetric.ACTIVE_MS, 10.5e6))
                .build();
        Night disagreeing =
                night().with(aDatabase().perDay(DatabaseMetric.ACTIVE_MS, 20e6)).build();

        assertThat(value(agreeing, index)).isCloseTo(10, within(1e-9));
        assertThat(value(disagreeing, index)).isCloseTo(6, within(1e-9));
    }

    @Test
    void intervalsContainTheFigureAndWidenWithTheScenarios() {
        Ranking ranking = rank(
                aRecommendation("NJ-1").saves(1, 0.2, 0.5, 0.6).build(),
                aRecommendation("NJ-2").saves(2, 0.5, 0.5, 0.5).build());

        RankedRecommendation wide = ranking.find("NJ-1").orElseThrow();
        RankedRecommendation narrow = ranking.find("NJ-2").orElseThrow();
        assertThat(wide.marginal().low()).isLessThan(wide.marginal().mid()).isGreaterThan(0);
        assertThat(wide.marginal().high()).isGreaterThan(wide.marginal().mid());
        assertThat((wide.marginal().high() - wide.marginal().low())
                        / wide.marginal().mid())
                .isGreaterThan((narrow.marginal().high() - narrow.marginal().low())
                        / narrow.marginal().mid());
    }

    @Test
    void theSameRecommendationFromTwoAdvisersIsOne() {
        Ranking ranking = rank(
                aRecommendation("NJ-1").saves(1, 0.5).build(),
                aRecommendation("NJ-1").harm(0.4).build());

        assertThat(ranking.recommendations()).hasSize(1);
        assertThat(ranking.recommendations().get(0).recommendation().harmProbability30d())
                .isEqualTo(0.4);
        assertThat(marginal(ranking, "NJ-1")).isCloseTo(2000, within(1e-6));
    }

    @Test
    void withoutStatementsHazardsAreStillRanked() {
        Ranking ranking = ranker.rank(
                aNight().build(),
                List.of(
                        aRecommendation("NJ-1").harm(0.2).build(),
                        aRecommendation("NJ-2").harm(0.6).saves(9, 0.5).build()));

        assertThat(ranking.recommendations())
                .extracting(RankedRecommendation::priority)
                .containsExactly(60, 20);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void marginalSavingsAddUpToNoMoreThanAllTimeWhateverTheMix(int seed) {
        Ranking ranking = ranker.rank(NIGHT, random(seed, 40));

        assertThat(ranking.recommendations().stream()
                        .mapToDouble(one -> one.marginal().mid())
                        .sum())
                .isLessThanOrEqualTo(NIGHT.databaseSecondsPerDay() + 1e-6);
        assertThat(ranking.savedSecondsPerDay()).isLessThanOrEqualTo(NIGHT.databaseSecondsPerDay() + 1e-6);
        assertThat(ranking.recommendations()).allSatisfy(one -> {
            assertThat(one.marginal().mid())
                    .isLessThanOrEqualTo(Math.max(0, one.standAlone().mid()) + 1e-6);
            assertThat(one.priority()).isBetween(0, 100);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void theOrderOfTheArgumentsChangesNothing(int seed) {
        List<Recommendation> recommendations = random(seed, 25);
        List<Recommendation> shuffled = new ArrayList<>(recommendations);
        Collections.shuffle(shuffled, new Random(seed + 100L));

        assertThat(ranker.rank(NIGHT, shuffled)).isEqualTo(ranker.rank(NIGHT, recommendations));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void aUselessRecommendationChangesNothingOfTheOthers(int seed) {
        List<Recommendation> recommendations = random(seed, 25);
        List<Recommendation> more = new ArrayList<>(recommendations);
        more.add(aRecommendation("NJ-useless").saves(1, 0).saves(777, 1).build());

        assertThat(ranker.rank(NIGHT, more).recommendations().stream()
                        .filter(one -> !one.recommendation().id().equals("NJ-useless")))
                .containsExactlyElementsOf(ranker.rank(NIGHT, recommendations).recommendations());
    }

    private static List<Recommendation> random(int seed, int count) {
        Random random = new Random(seed);
        List<Recommendation> recommendations = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RecommendationBuilder builder = aRecommendation("NJ-" + i)
                    .effort(random.nextInt(4))
                    .confidence(random.nextDouble())
                    .risk(random.nextDouble() * 0.2)
                    .harm(random.nextInt(3) == 0 ? random.nextDouble() : 0)
                    .writeCost(random.nextInt(4) == 0 ? random.nextDouble() * 800 - 400 : 0);
            for (int statement = 1; statement <= 4; statement++) {
                if (random.nextBoolean()) {
                    double mid = random.nextDouble();
                    builder.saves(statement, mid * random.nextDouble(), mid, mid + (1 - mid) * random.nextDouble());
                }
            }
            if (random.nextInt(3) == 0) {
                builder.alternativeOf("group " + random.nextInt(3));
            }
            recommendations.add(builder.build());
        }
        return recommendations;
    }

    private static NightBuilder night() {
        return aNight().with(aStatement(1, "SELECT a").secondsPerDay(4000))
                .with(aStatement(2, "SELECT b").secondsPerDay(3000))
                .with(aStatement(3, "SELECT c").secondsPerDay(2000))
                .with(aStatement(4, "SELECT d").secondsPerDay(1000));
    }

    private Ranking rank(Recommendation... recommendations) {
        return ranker.rank(NIGHT, List.of(recommendations));
    }

    private double value(Night night, Recommendation one) {
        return ranker.rank(night, List.of(one)).recommendations().get(0).valuePercent();
    }

    private static double marginal(Ranking ranking, String id) {
        return ranking.find(id).orElseThrow().marginal().mid();
    }
}
