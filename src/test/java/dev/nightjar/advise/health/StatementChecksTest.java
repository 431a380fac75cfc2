package dev.nightjar.advise.health;

import static dev.nightjar.advise.LogBuilder.aLog;
import static dev.nightjar.advise.NightBuilder.aDatabase;
import static dev.nightjar.advise.NightBuilder.aNight;
import static dev.nightjar.advise.NightBuilder.anInstance;
import static dev.nightjar.advise.SubjectBuilder.aStatement;
import static dev.nightjar.advise.health.Assessing.assess;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.advise.NightBuilder;
import dev.nightjar.advise.SubjectBuilder;
import dev.nightjar.model.Advice;
import dev.nightjar.model.DatabaseMetric;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Fingerprint;
import dev.nightjar.model.InstanceMetric;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.Severity;
import dev.nightjar.model.StatementMetric;
import dev.nightjar.model.Thresholds;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StatementChecksTest {
    /** What else the server does, 10 000 s a day. */
    private static final SubjectBuilder REST =
            aStatement(99, "call everything_else ( )").secondsPerDay(10_000);

    @Test
    void aStatementWithAThirdOfTheTimeIsHigh() {
        Advice advice = assess(
                new TopStatements(),
                aNight().with(REST)
                        .with(aStatement(1, "select * from parcel where sender = $1")
                                .secondsPerDay(5000)));

        assertThat(advice.findings()).hasSize(1);
        Finding finding = advice.findings().get(0);
        assertThat(finding.severity()).isEqualTo(Severity.HIGH);
        assertThat(finding.fingerprints()).containsExactly(new Fingerprint(1));
        assertThat(finding.impact().secondsPerDay()).isCloseTo(5000, within(1e-6));
        assertThat(advice.recommendations().get(0).apply())
                .contains("EXPLAIN (GENERIC_PLAN, VERBOSE) select * from parcel where sender = $1;");
    }

    @Test
    void beforeSixteenThereIsNoGenericPlanToAskFor() {
        Advice advice = assess(
                new TopStatements(),
                aNight().version(150_019)
                        .with(REST)
                        .with(aStatement(1, "select $1").secondsPerDay(5000)));

        assertThat(advice.recommendations().get(0).apply()).noneMatch(line -> line.startsWith("EXPLAIN"));
    }

    @Test
    void aStatementJustBelowATenthIsNone() {
        assertThat(assess(
                                new TopStatements(),
                                aNight().with(REST)
                                        .with(aStatement(1, "select $1").secondsPerDay(1100)))
                        .findings())
                .isEmpty();
    }

    @Test
    void aLargeShareOfNextToNothingIsNone() {
        assertThat(assess(
                                new TopStatements(),
                                aNight().with(aStatement(1, "select $1").secondsPerDay(500)))
                        .findings())
                .isEmpty();
    }

    @Test
    void aBackupMayTakeItsTime() {
        assertThat(assess(
                                new TopStatements(),
                                aNight().with(aStatement(1, "copy t to stdout").secondsPerDay(5000)))
                        .findings())
                .isEmpty();
    }

    @Test
    void aStatementThatAnIndexExplainsGetsNoAdviceToLook() {
        Advice advice = new TopStatements()
                .assess(CheckInput.of(
                        aNight().with(aStatement(1, "select $1").secondsPerDay(5000))
                                .build(),
                        Thresholds.STANDARD,
                        Set.of(new Fingerprint(1))));

        assertThat(advice.findings()).hasSize(1);
        assertThat(advice.recommendations()).isEmpty();
    }

    @Test
    void withoutStatementsNothingIsSaidOfThem() {
        NightBuilder night = aNight().without("pg_stat_statements", "extension is missing");

        for (Check check : List.of(
                new TopStatements(),
                new TempSpill(),
                new PlanningTime(),
                new JustInTime(),
                new RowsPerCall(),
                new WalHeavyStatements(),
                new StatementEvictions())) {
            assertThat(assess(check, night).notAssessed())
                    .extracting(Advice.NotAssessed::check, Advice.NotAssessed::reason)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple(check.id(), "extension is missing"));
        }
    }

    @Test
    void theLogProvesARepetitionAndTheAnswerSavesCalls() {
        Advice advice = assess(
                new RepeatedLookups(),
                aNight().with(REST)
                        .with(aStatement(1, "select * from event where parcel_id = $1")
                                .callsPerDay(2e6)
                                .secondsPerDay(400))
                        .with(aLog().nPlusOne(
                                        1,
                                        "select * from event where parcel_id = $1",
                                        "select * from parcel",
                                        280_000,
                                        50,
                                        2.8e6)));

        assertThat(advice.findings()).hasSize(1);
        assertThat(advice.findings().get(0).confidence()).isEqualTo(0.8);
        Recommendation change = advice.recommendations().get(0);
        assertThat(change.savings().get(0).callsSaved()).isTrue();
        assertThat(change.savings().get(0).share().mid()).isCloseTo(0.7 * 0.98, within(1e-9));
    }

    @Test
    void aFewRepetitionsAreNone() {
        assertThat(assess(
                                new RepeatedLookups(),
                                aNight().with(REST)
                                        .with(aStatement(1, "select $1")
                                                .callsPerDay(2e6)
                                                .secondsPerDay(400))
                                        .with(aLog().nPlusOne(1, "select $1", "", 280_000, 9, 2.8e6)))
                        .findings())
                .isEmpty();
    }

    @Test
    void aRepetitionThatCostsNothingIsNone() {
        assertThat(assess(
                                new RepeatedLookups(),
                                aNight().with(REST)
                                        .with(aStatement(1, "select $1")
                                                .callsPerDay(1000)
                                                .secondsPerDay(1))
                                        .with(aLog().nPlusOne(1, "select $1", "", 100, 50, 1000)))
                        .findings())
                .isEmpty();
    }

    @Test
    void withoutALogAHotLookupAloneIsNoRepetition() {
        assertThat(assess(
                                new RepeatedLookups(),
                                aNight().with(REST)
                                        .with(aDatabase())
                                        .with(aStatement(1, "select * from session where token = $1")
                                                .callsPerDay(5e6)
                                                .secondsPerDay(900)))
                        .findings())
                .isEmpty();
    }

    @Test
    void aSpillAsksForWorkMemOfItsRoleOnly() {
        Advice advice = assess(
                new TempSpill(),
                aNight().setting("work_mem", "4096", "kB", "default")
                        .with(anInstance())
                        .with(REST)
                        .with(aStatement(1, "select * from event order by at")
                                .callsPerDay(200)
                                .secondsPerDay(900)
                                .perDay(StatementMetric.TEMP_WRITTEN, 200 * 15_000)));

        assertThat(advice.findings().get(0).severity()).isEqualTo(Severity.MEDIUM);
        Recommendation change = advice.recommendations().get(0);
        assertThat(change.apply()).containsExactly("ALTER ROLE \"app\" SET work_mem = '256MB';");
        assertThat(change.rollback()).containsExactly("ALTER ROLE \"app\" RESET work_mem;");
    }

    @Test
    void aSpillJustBelowTheLimitIsNone() {
        assertThat(assess(
                                new TempSpill(),
                                aNight().with(aStatement(1, "select * from event order by at")
                                        .callsPerDay(100)
                                        .secondsPerDay(900)
                                        .perDay(StatementMetric.TEMP_WRITTEN, 100 * 12_000)))
                        .findings())
                .isEmpty();
    }

    @Test
    void anIndexBuildMaySpill() {
        assertThat(assess(
                                new TempSpill(),
                                aNight().with(aStatement(1, "create index on event ( at )")
                                        .callsPerDay(1)
                                        .secondsPerDay(900)
                                        .perDay(StatementMetric.TEMP_WRITTEN, 1e6)))
                        .findings())
                .isEmpty();
    }

    @Test
    void planningThatTakesAThirdAsksToPrepare() {
        NightBuilder night = aNight().with(REST.perDay(StatementMetric.PLAN_MS, 1000))
                .with(aStatement(1, "select $1").secondsPerDay(600).perDay(StatementMetric.PLAN_MS, 600_000));

        assertThat(assess(new PlanningTime(), night).findings()).hasSize(1);
        assertThat(assess(new PlanningTime(), aNight().with(aStatement(1, "select $1")))
                        .notAssessed())
                .singleElement()
                .satisfies(one -> assertThat(one.remedy()).contains("track_planning"));
    }

    @Test
    void compilationThatCostsMoreThanItGivesIsTurnedOffForTheRole() {
        NightBuilder night = aNight().with(REST)
                .with(aStatement(1, "select $1").secondsPerDay(600).perDay(StatementMetric.JIT_MS, 300_000));

        assertThat(assess(new JustInTime(), night).recommendations().get(0).apply())
                .containsExactly("ALTER ROLE \"app\" SET jit = off;");
        assertThat(assess(new JustInTime(), night.version(140_001)).notAssessed())
                .hasSize(1);
    }

    @Test
    void aLongAnalysisMayBeCompiled() {
        assertThat(assess(
                                new JustInTime(),
                                aNight().with(REST)
                                        .with(aStatement(1, "select $1")
                                                .secondsPerDay(900)
                                                .perDay(StatementMetric.JIT_MS, 200_000)))
                        .findings())
                .isEmpty();
    }

    @Test
    void aQueryWithoutLimitIsHygiene() {
        SubjectBuilder query =
                aStatement(1, "select * from event").callsPerDay(200).secondsPerDay(300);

        assertThat(assess(new RowsPerCall(), aNight().with(query.perDay(StatementMetric.ROWS, 200 * 10_000)))
                        .findings())
                .extracting(Finding::severity)
                .containsExactly(Severity.LOW);
        assertThat(assess(new RowsPerCall(), aNight().with(query.perDay(StatementMetric.ROWS, 200 * 9_999)))
                        .findings())
                .isEmpty();
    }

    @Test
    void evictedStatementsAskForMoreRoom() {
        Advice advice = assess(
                new StatementEvictions(),
                aNight().with(REST).with(anInstance().perDay(InstanceMetric.STATEMENTS_EVICTED, 48)));

        assertThat(advice.recommendations().get(0).apply())
                .containsExactly("ALTER SYSTEM SET pg_stat_statements.max = '10000';");
        assertThat(advice.recommendations().get(0).rollback())
                .containsExactly("ALTER SYSTEM RESET pg_stat_statements.max;");
        assertThat(assess(
                                new StatementEvictions(),
                                aNight().with(REST).with(anInstance().perDay(InstanceMetric.STATEMENTS_EVICTED, 23)))
                        .findings())
                .isEmpty();
    }

    @Test
    void deviceReadsThatTakeAFifthAreAFindingPageCacheReadsAreNot() {
        NightBuilder device = aNight().setting("track_io_timing", "on")
                .with(aDatabase().perDay(DatabaseMetric.BLOCKS_READ, 1e6).perDay(DatabaseMetric.READ_MS, 3e6))
                .with(aStatement(1, "select $1").secondsPerDay(10_000).perDay(StatementMetric.READ_MS, 3e6));
        NightBuilder cached = aNight().setting("track_io_timing", "on")
                .with(aDatabase().perDay(DatabaseMetric.BLOCKS_READ, 1e8).perDay(DatabaseMetric.READ_MS, 3e6))
                .with(aStatement(1, "select $1").secondsPerDay(10_000).perDay(StatementMetric.READ_MS, 3e6));

        assertThat(assess(new CacheReads(), device).findings()).hasSize(1);
        assertThat(assess(new CacheReads(), cached).findings()).isEmpty();
        assertThat(assess(new CacheReads(), aNight().setting("track_io_timing", "off"))
                        .notAssessed())
                .hasSize(1);
    }
}
