package dev.nightjar.advise.health;

import static dev.nightjar.advise.LogBuilder.aLog;
import static dev.nightjar.advise.NightBuilder.aNight;
import static dev.nightjar.advise.SubjectBuilder.aStatement;
import static dev.nightjar.advise.SubjectBuilder.aTable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.advise.NightBuilder;
import dev.nightjar.detect.CommonCause;
import dev.nightjar.detect.DetectionResult;
import dev.nightjar.detect.HourAnomaly;
import dev.nightjar.detect.NotAssessable;
import dev.nightjar.detect.Regression;
import dev.nightjar.model.ActionType;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Fingerprint;
import dev.nightjar.model.Night;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.Severity;
import dev.nightjar.model.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegressionFindingsTest {
    private static final Instant ONSET = NightBuilder.END.minus(Duration.ofDays(2));
    private static final Night NIGHT = aNight().with(
                    aStatement(1, "select * from parcel where sender = $1").secondsPerDay(2000))
            .with(aStatement(2, "select $1").secondsPerDay(8000))
            .with(aTable("parcel"))
            .build();

    private final RegressionFindings findings = new RegressionFindings(Thresholds.STANDARD);

    @Test
    void aRegressionIsAFindingSinceItsOnsetWithWhatToRun() {
        Advice advice = findings.of(NIGHT, result(List.of(regression(1, true)), List.of(), List.of()), List.of());

        Finding finding = advice.findings().get(0);
        assertThat(finding.title()).isEqualTo("A statement takes 2.0 times what it did");
        assertThat(finding.since()).contains(ONSET);
        assertThat(finding.severity()).isEqualTo(Severity.HIGH);
        assertThat(finding.impact().secondsPerDay()).isEqualTo(1100);
        Recommendation look = advice.recommendations().get(0);
        assertThat(look.action()).isEqualTo(ActionType.INVESTIGATE);
        assertThat(look.apply()).contains("ANALYZE \"public\".\"parcel\";");
        assertThat(look.savings().get(0).share().high()).isEqualTo(0.5);
    }

    @Test
    void whereAnIndexIsAdvisedNothingElseIs() {
        Finding index = Finding.about("PG-IDX-MISSING", "parcel (sender)")
                .statement(new Fingerprint(1))
                .build();

        Advice advice = findings.of(NIGHT, result(List.of(regression(1, true)), List.of(), List.of()), List.of(index));

        assertThat(advice.findings().get(0).symptomOf()).containsExactly(index.id());
        assertThat(advice.recommendations()).isEmpty();
    }

    @Test
    void anUnusualHourIsOneFindingWithoutAnythingToDo() {
        HourAnomaly hour = new HourAnomaly(
                ONSET, ONSET.plus(Duration.ofHours(1)), false, List.of(key(1)), 5, 90_000, "90 s where 18 s are usual");
        DetectionResult result = new DetectionResult(
                List.of(), List.of(), List.of(), List.of(), Map.of(), List.of(), List.of(), List.of(hour));

        Advice advice = findings.of(NIGHT, result, List.of());

        assertThat(advice.recommendations()).isEmpty();
        assertThat(advice.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.title()).isEqualTo("A statement was busy at an unusual hour");
            assertThat(finding.fingerprints()).containsExactly(new Fingerprint(1));
            assertThat(finding.severity()).isEqualTo(Severity.INFO);
        });
    }

    @Test
    void whatManyShareIsToldOnce() {
        CommonCause cause =
                new CommonCause(ONSET, "instance", List.of(key(1), key(2)), 1.8, 7_200_000, "all slower together");

        Advice advice = findings.of(
                NIGHT, result(List.of(regression(1, true), regression(2, true)), List.of(cause), List.of()), List.of());

        assertThat(advice.recommendations()).hasSize(1);
        assertThat(advice.findings())
                .filteredOn(finding -> finding.severity() != Severity.INFO)
                .extracting(Finding::object)
                .containsExactly("instance");
        assertThat(advice.findings().get(1).symptomOf())
                .containsExactly(advice.findings().get(0).id());
    }

    @Test
    void aRegressionTooSmallForAnAlarmIsOnlyListed() {
        assertThat(findings.of(NIGHT, result(List.of(regression(1, false)), List.of(), List.of()), List.of())
                        .findings())
                .extracting(Finding::severity)
                .containsExactly(Severity.INFO);
    }

    @Test
    void moreBlocksAndMoreTimeOfOneStatementAreOneFinding() {
        Regression time = regression(1, true);
        Regression blocks = blocks(1);

        assertThat(findings.of(NIGHT, result(List.of(blocks, time), List.of(), List.of()), List.of())
                        .findings())
                .extracting(Finding::title)
                .containsExactly("A statement takes 2.0 times what it did");
        assertThat(findings.of(NIGHT, result(List.of(blocks), List.of(), List.of()), List.of())
                        .findings())
                .extracting(Finding::title)
                .containsExactly("A statement reads 2.0 times the blocks it did");
    }

    @Test
    void statementsThatCannotBeJudgedAreCountedByReason() {
        Advice advice = findings.of(
                NIGHT,
                result(
                        List.of(),
                        List.of(),
                        List.of(new NotAssessable("a", "too few calls"), new NotAssessable("b", "too few calls"))),
                List.of());

        assertThat(advice.notAssessed())
                .extracting(Advice.NotAssessed::reason)
                .containsExactly("too few calls (2 statements)");
    }

    @Test
    void whetherPlansOrLocksAreTheCauseIsUnknownOnlyWithoutTheLog() {
        DetectionResult slower = result(List.of(regression(1, true)), List.of(), List.of());
        Night withLog = aNight().with(aStatement(1, "select 1").secondsPerDay(2000))
                .with(aLog())
                .build();

        assertThat(findings.of(NIGHT, slower, List.of()).notAssessed())
                .anySatisfy(one -> assertThat(one.reason()).contains("changed their plan or waited for locks"));
        assertThat(findings.of(withLog, slower, List.of()).notAssessed()).isEmpty();
    }

    private static String key(long fingerprint) {
        return "app/app/" + new Fingerprint(fingerprint) + "/true";
    }

    private static Regression regression(long fingerprint, boolean alarming) {
        return regression(fingerprint, alarming, Regression.MEAN_EXEC_TIME);
    }

    private static Regression blocks(long fingerprint) {
        return regression(fingerprint, true, Regression.BLOCKS_PER_CALL);
    }

    private static Regression regression(long fingerprint, boolean alarming, String metric) {
        return new Regression(
                key(fingerprint),
                metric,
                ONSET,
                ONSET.minusSeconds(3600),
                ONSET.plusSeconds(3600),
                2,
                5,
                10,
                12,
                1e-9,
                1e-7,
                Regression.Kind.SHIFT,
                Regression.Cause.PLAN_OR_DATA,
                "blocks per call rose from 10 to 900",
                true,
                1.1e6,
                alarming);
    }

    private static DetectionResult result(
            List<Regression> regressions, List<CommonCause> causes, List<NotAssessable> notAssessable) {
        return new DetectionResult(
                regressions, List.of(), causes, notAssessable, Map.of(), List.of(), List.of(), List.of());
    }
}
