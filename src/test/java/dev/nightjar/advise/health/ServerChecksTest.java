package dev.nightjar.advise.health;

import static dev.nightjar.advise.HealthyServer.sessions;
import static dev.nightjar.advise.LogBuilder.aLog;
import static dev.nightjar.advise.NightBuilder.aDatabase;
import static dev.nightjar.advise.NightBuilder.aNight;
import static dev.nightjar.advise.NightBuilder.anInstance;
import static dev.nightjar.advise.SubjectBuilder.aStatement;
import static dev.nightjar.advise.SubjectBuilder.aTable;
import static dev.nightjar.advise.health.Assessing.assess;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.advise.NightBuilder;
import dev.nightjar.advise.SubjectBuilder;
import dev.nightjar.model.Advice;
import dev.nightjar.model.DatabaseMetric;
import dev.nightjar.model.Finding;
import dev.nightjar.model.InstanceMetric;
import dev.nightjar.model.Measures;
import dev.nightjar.model.Sample;
import dev.nightjar.model.SessionsMetric;
import dev.nightjar.model.Severity;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.SubjectKind;
import dev.nightjar.model.TableMetric;
import dev.nightjar.model.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerChecksTest {
    @Test
    void deadRowsAtTwiceTheTriggerForHoursAreAFinding() {
        SubjectBuilder table = aTable("parcel").level(TableMetric.LIVE_ROWS, 100_000);

        assertThat(only(new VacuumLag(), aNight().with(table.level(TableMetric.DEAD_ROWS, 41_000)))
                        .title())
                .isEqualTo("Autovacuum does not keep up with table parcel");
        assertThat(assess(new VacuumLag(), aNight().with(table.level(TableMetric.DEAD_ROWS, 40_000)))
                        .findings())
                .isEmpty();
    }

    @Test
    void theAnswerForALargeTableIsAnEarlierStartWithItsUndo() {
        Advice advice = assess(
                new VacuumLag(),
                aNight().with(aTable("parcel")
                        .level(TableMetric.LIVE_ROWS, 100_000)
                        .level(TableMetric.DEAD_ROWS, 90_000)));

        assertThat(advice.recommendations().get(0).apply())
                .containsExactly(
                        "ALTER TABLE \"public\".\"parcel\" SET (autovacuum_vacuum_scale_factor = 0.02);",
                        "ALTER TABLE \"public\".\"parcel\" SET (autovacuum_vacuum_threshold = 1000);",
                        "VACUUM (ANALYZE) \"public\".\"parcel\";");
        assertThat(advice.recommendations().get(0).rollback())
                .containsExactly(
                        "ALTER TABLE \"public\".\"parcel\" RESET (autovacuum_vacuum_scale_factor);",
                        "ALTER TABLE \"public\".\"parcel\" RESET (autovacuum_vacuum_threshold);");
    }

    @Test
    void whileSomethingHoldsTheHorizonNoTableOptionIsAdvised() {
        Advice advice = assess(
                new VacuumLag(),
                aNight().with(anInstance().level(InstanceMetric.OLDEST_XMIN_AGE, 5e6))
                        .with(aTable("parcel").level(TableMetric.DEAD_ROWS, 900_000)));

        assertThat(advice.findings().get(0).explanation()).contains("PG-VAC-XMIN");
        assertThat(advice.recommendations()).isEmpty();
    }

    @Test
    void onAStandbyVacuumIsNotJudged() {
        assertThat(assess(
                        new VacuumLag(),
                        aNight().standby().with(aTable("parcel").level(TableMetric.DEAD_ROWS, 900_000))))
                .isEqualTo(Advice.NONE);
    }

    @Test
    void agesUpToOneAndAHalfTimesTheFreezeAgeAreNormalLife() {
        assertThat(assess(new Wraparound(), aNight().with(aDatabase().level(DatabaseMetric.FROZEN_XID_AGE, 299e6)))
                        .findings())
                .isEmpty();
        assertThat(severity(new Wraparound(), aNight().with(aDatabase().level(DatabaseMetric.FROZEN_XID_AGE, 301e6))))
                .isEqualTo(Severity.MEDIUM);
        assertThat(severity(new Wraparound(), aNight().with(aDatabase().level(DatabaseMetric.FROZEN_XID_AGE, 1.7e9))))
                .isEqualTo(Severity.CRITICAL);
    }

    @Test
    void staleStatisticsMatterOnTablesThatCarryTime() {
        SubjectBuilder table =
                aTable("parcel").perDay(TableMetric.AUTOANALYZES, 0).level(TableMetric.MODIFIED_SINCE_ANALYZE, 250_000);

        assertThat(assess(
                                new StaleStatistics(),
                                aNight().with(table).with(aStatement(1, "select * from parcel_archive")))
                        .findings())
                .isEmpty();
        assertThat(only(
                                new StaleStatistics(),
                                aNight().with(table).with(aStatement(1, "select * from parcel where id = $1")))
                        .object())
                .isEqualTo("parcel");
    }

    @Test
    void wholeReadsOfABigTableAreASymptomByVolume() {
        SubjectBuilder table =
                aTable("parcel").perDay(TableMetric.SEQ_SCANS, 260).perDay(TableMetric.SEQ_ROWS, 260e6);

        assertThat(severity(new SequentialScans(), aNight().with(table))).isEqualTo(Severity.LOW);
        assertThat(assess(new SequentialScans(), aNight().with(table.level(TableMetric.SIZE_BYTES, 99e6)))
                        .findings())
                .isEmpty();
        assertThat(assess(new SequentialScans(), aNight()).notAssessed()).hasSize(1);
    }

    @Test
    void forcedCheckpointsAskForMoreWal() {
        NightBuilder night = aNight().setting("max_wal_size", "1024", "MB", "default")
                .setting("checkpoint_timeout", "300", "s", "default")
                .with(anInstance()
                        .perDay(InstanceMetric.CHECKPOINTS_REQUESTED, 200)
                        .perDay(InstanceMetric.CHECKPOINTS_TIMED, 100)
                        .perDay(InstanceMetric.WAL_BYTES, 3e11));

        Advice advice = assess(new Checkpoints(), night);

        assertThat(advice.findings().get(0).severity()).isEqualTo(Severity.HIGH);
        assertThat(advice.recommendations().get(0).apply())
                .containsExactly("ALTER SYSTEM SET max_wal_size = '3GB';", "SELECT pg_reload_conf();");
        assertThat(advice.recommendations().get(0).rollback())
                .containsExactly("ALTER SYSTEM RESET max_wal_size;", "SELECT pg_reload_conf();");
    }

    @Test
    void checkpointsThatSomebodyAskedForAreNone() {
        assertThat(assess(
                                new Checkpoints(),
                                aNight().with(anInstance()
                                        .perDay(InstanceMetric.CHECKPOINTS_REQUESTED, 200)
                                        .perDay(InstanceMetric.CHECKPOINTS_TIMED, 100)
                                        .perDay(InstanceMetric.WAL_BYTES, 1e9)))
                        .findings())
                .isEmpty();
    }

    @Test
    void connectionsNearTheLimitAreAFindingAndRefusedOnesCritical() {
        assertThat(assess(new ConnectionSaturation(), aNight().with(anInstance().level(InstanceMetric.CONNECTIONS, 67)))
                        .findings())
                .isEmpty();
        assertThat(severity(
                        new ConnectionSaturation(), aNight().with(anInstance().level(InstanceMetric.CONNECTIONS, 70))))
                .isEqualTo(Severity.MEDIUM);
        assertThat(severity(
                        new ConnectionSaturation(), aNight().with(anInstance()).with(aLog().error("53300", 4))))
                .isEqualTo(Severity.CRITICAL);
    }

    @Test
    void transactionsThatIdleAreAFindingOnlyInNumbers() {
        NightBuilder few = aNight().with(anInstance())
                .with(aDatabase()
                        .perDay(DatabaseMetric.ACTIVE_MS, 1e7)
                        .perDay(DatabaseMetric.IDLE_IN_TRANSACTION_MS, 5e6));
        NightBuilder many = aNight().with(anInstance())
                .with(sessions("idle in transaction", "Client", "ClientRead").level(SessionsMetric.COUNT, 4))
                .with(aDatabase()
                        .perDay(DatabaseMetric.ACTIVE_MS, 1e7)
                        .perDay(DatabaseMetric.IDLE_IN_TRANSACTION_MS, 4e8));

        assertThat(assess(new IdleTransactions(), few).findings()).isEmpty();
        Advice advice = assess(new IdleTransactions(), many);
        assertThat(advice.findings()).hasSize(1);
        assertThat(advice.recommendations().get(0).apply())
                .containsExactly("ALTER ROLE \"app\" SET idle_in_transaction_session_timeout = '5min';");
    }

    @Test
    void aTransactionOfAnHourIsWorthALook() {
        assertThat(severity(
                        new LongTransactions(),
                        aNight().with(anInstance().level(InstanceMetric.OLDEST_TRANSACTION_SECONDS, 4000))))
                .isEqualTo(Severity.LOW);
        assertThat(assess(
                                new LongTransactions(),
                                aNight().with(anInstance().level(InstanceMetric.OLDEST_TRANSACTION_SECONDS, 3500)))
                        .findings())
                .isEmpty();
    }

    @Test
    void aHorizonHeldForHoursIsAFinding() {
        assertThat(severity(
                        new CleanupHorizon(), aNight().with(anInstance().level(InstanceMetric.OLDEST_XMIN_AGE, 2e6))))
                .isEqualTo(Severity.MEDIUM);
        assertThat(assess(new CleanupHorizon(), aNight()).notAssessed()).hasSize(1);
    }

    @Test
    void samplesOfViewsThatDoNotTellTheHorizonDoNotEndIt() {
        Subject server = Subject.of(SubjectKind.INSTANCE, "postgres", Map.of());
        Measures held = Measures.unknown(SubjectKind.INSTANCE).with(InstanceMetric.OLDEST_XMIN_AGE, 2e6);
        Measures wal = Measures.unknown(SubjectKind.INSTANCE).with(InstanceMetric.WAL_BYTES, 1e6);
        List<Sample> samples = new ArrayList<>();
        for (int visit = 0; visit < 12 * 24; visit++) {
            Instant from = NightBuilder.LOOKBACK.to().minus(Duration.ofDays(1)).plus(Duration.ofMinutes(5L * visit));
            Window interval = new Window(from, from.plus(Duration.ofMinutes(5)));
            samples.add(new Sample(server, interval, held, false));
            samples.add(new Sample(server, interval, wal, false));
        }

        assertThat(severity(new CleanupHorizon(), aNight().with(new SubjectHistory(server, samples, held, held))))
                .isEqualTo(Severity.MEDIUM);
    }

    @Test
    void lockWaitsNameWhoWaitsForWhom() {
        Advice advice = assess(
                new LockWaits(),
                aNight().with(anInstance())
                        .with(aStatement(1, "update stock set n = n - $1").secondsPerDay(2000))
                        .with(aLog().lockWait(1, "update stock set n = n - $1", "update stock set m = $1", 7000, 7e6)));

        Finding finding = advice.findings().get(0);
        assertThat(finding.severity()).isEqualTo(Severity.HIGH);
        assertThat(finding.evidence())
                .anySatisfy(evidence -> assertThat(evidence.note()).contains("waits for «update stock set m"));
        assertThat(advice.recommendations().get(0).savings()).hasSize(1);
    }

    @Test
    void advisoryLocksAndShortWaitsAreNone() {
        assertThat(assess(
                                new LockWaits(),
                                aNight().with(anInstance())
                                        .with(aStatement(1, "select $1").secondsPerDay(2000))
                                        .with(sessions("active", "Lock", "advisory")
                                                .level(SessionsMetric.COUNT, 9))
                                        .with(aLog().lockWait(1, "select $1", "", 10, 50_000)))
                        .findings())
                .isEmpty();
    }

    @Test
    void oneDeadlockADayIsHygieneOneAMinuteIsNot() {
        NightBuilder few = aNight().with(aDatabase().perDay(DatabaseMetric.DEADLOCKS, 24.0 / 24))
                .with(aLog().deadlocks(2, "update b", "update a"));

        Finding finding = only(new Deadlocks(), few);
        assertThat(finding.severity()).isEqualTo(Severity.LOW);
        assertThat(finding.evidence()).anySatisfy(one -> assertThat(one.note()).isEqualTo("update a ↔ update b"));
        assertThat(severity(new Deadlocks(), aNight().with(aDatabase().perDay(DatabaseMetric.DEADLOCKS, 1500))))
                .isEqualTo(Severity.HIGH);
        assertThat(assess(new Deadlocks(), aNight().with(aDatabase())).findings())
                .isEmpty();
    }

    @Test
    void internalLocksNeedEnoughSamples() {
        NightBuilder few = aNight().with(anInstance())
                .with(sessions("active", "LWLock", "WALWrite").level(SessionsMetric.COUNT, 1));
        NightBuilder many = aNight().with(anInstance())
                .with(sessions("active", "LWLock", "WALWrite").level(SessionsMetric.COUNT, 5))
                .with(sessions("active", "", "").level(SessionsMetric.COUNT, 20));

        assertThat(assess(new LightweightLocks(), few).notAssessed()).hasSize(1);
        assertThat(only(new LightweightLocks(), many).explanation()).contains("commits wait for WAL");
    }

    @Test
    void settingsThatLoseDataAreSaidWithTheWayBack() {
        Advice advice =
                assess(new UnsafeSettings(), aNight().setting("fsync", "off").setting("autovacuum", "on"));

        assertThat(advice.findings()).extracting(Finding::severity).containsExactly(Severity.CRITICAL);
        assertThat(advice.recommendations().get(0).apply()).contains("ALTER SYSTEM SET fsync = 'on';");
        assertThat(advice.recommendations().get(0).rollback()).contains("ALTER SYSTEM SET fsync = 'off';");
        assertThat(assess(new UnsafeSettings(), aNight()).notAssessed()).hasSize(1);
    }

    @Test
    void whatOnlyOurOwnSessionSetsIsNone() {
        assertThat(assess(new UnsafeSettings(), aNight().setting("synchronous_commit", "off", "", "session"))
                        .findings())
                .isEmpty();
    }

    @Test
    void aVersionWithoutSupportIsAFindingAndOneThatEndsSoonIsHygiene() {
        assertThat(severity(new ServerVersion(), aNight().version(130_023))).isEqualTo(Severity.MEDIUM);
        assertThat(severity(new ServerVersion(), aNight().version(140_024))).isEqualTo(Severity.MEDIUM);
        assertThat(assess(new ServerVersion(), aNight().version(170_011))).isEqualTo(Advice.NONE);
        assertThat(only(new ServerVersion(), aNight().version(170_008)).check()).isEqualTo("PG-VER-MINOR");
        assertThat(assess(new ServerVersion(), aNight().version(190_000)).notAssessed())
                .hasSize(1);
    }

    @Test
    void damagedDataIsCritical() {
        assertThat(severity(new ServerErrors(), aNight().with(aLog().error("XX001", 1))))
                .isEqualTo(Severity.CRITICAL);
        assertThat(assess(new ServerErrors(), aNight().with(aLog().error("23505", 9999)))
                        .findings())
                .isEmpty();
    }

    @Test
    void rollbacksAreAFindingOnlyWhereTheyBecameMore() {
        assertThat(assess(new ServerErrors(), aNight().with(aDatabase().perDay(DatabaseMetric.ROLLBACKS, 900_000)))
                        .findings())
                .isEmpty();
    }

    @Test
    void logSettingsAreOneChangeWithOneReload() {
        Advice advice = assess(
                new LogSettings(),
                aNight().setting("log_lock_waits", "off", "", "default")
                        .setting("log_temp_files", "-1", "kB", "default"));

        assertThat(advice.findings()).extracting(Finding::severity).containsExactly(Severity.INFO);
        assertThat(advice.recommendations().get(0).apply())
                .containsExactly(
                        "ALTER SYSTEM SET log_lock_waits = 'on';",
                        "ALTER SYSTEM SET log_temp_files = '10240';",
                        "SELECT pg_reload_conf();");
    }

    @Test
    void manyNewSessionsAreAFindingOnTheServersOwnClock() {
        SubjectBuilder churning =
                aDatabase().perDay(DatabaseMetric.SESSIONS, 6 * 86_400).perDay(DatabaseMetric.COMMITS, 6 * 86_400);

        assertThat(severity(new ConnectionChurn(), aNight().with(churning))).isEqualTo(Severity.MEDIUM);
        assertThat(assess(new ConnectionChurn(), aNight().with(aDatabase().perDay(DatabaseMetric.SESSIONS, 4 * 86_400)))
                        .findings())
                .isEmpty();
        assertThat(assess(
                                new ConnectionChurn(),
                                aNight().version(130_001).with(aDatabase().perDay(DatabaseMetric.SESSIONS, Double.NaN)))
                        .notAssessed())
                .hasSize(1);
    }

    private static Severity severity(Check check, NightBuilder night) {
        return only(check, night).severity();
    }

    private static Finding only(Check check, NightBuilder night) {
        List<Finding> findings = assess(check, night).findings();
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }
}
