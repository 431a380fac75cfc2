package dev.nightjar.source.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The wording of 13 to 18 of messages that need a standby, a full disk or days to come about. Source: PostgreSQL's code. */
class MessageCatalogueTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '`',
            value = {
                "crash ¦ server process (PID 4711) was terminated by signal 11: Segmentation fault",
                "crash ¦ client backend (PID 4711) was terminated by signal 9: Killed",
                "crash ¦ autovacuum worker (PID 4711) was terminated by signal 6: Aborted",
                "crash ¦ background worker \"parallel worker\" (PID 4711) was terminated by signal 9: Killed",
                "crash ¦ server process (PID 4711) was terminated by exception 0xC0000005",
                "process ended ¦ background worker \"logical replication launcher\" (PID 4711) exited with exit code 1",
                "process ended ¦ server process (PID 4711) exited with exit code 127",
                "crash ¦ terminating any other active server processes",
                "crash ¦ all server processes terminated; reinitializing",
                "recovery ¦ database system was not properly shut down; automatic recovery in progress",
                "recovery ¦ database system was interrupted while in recovery at log time 2026-11-21 11:00:00 UTC",
                "recovery ¦ redo starts at 0/1719738",
                "recovery ¦ consistent recovery state reached at 0/1719738",
                "promotion ¦ received promote request",
                "promotion ¦ selected new timeline ID: 2",
                "start ¦ database system is ready to accept connections",
                "start ¦ database system is ready to accept read-only connections",
                "start ¦ database system is ready to accept read only connections",
                "stop ¦ received fast shutdown request",
                "stop ¦ database system is shut down",
                "settings ¦ parameter \"shared_buffers\" cannot be changed without restarting the server",
                "settings ¦ parameter \"work_mem\" removed from configuration file, reset to default",
                "checkpoints ¦ checkpoints are occurring too frequently (9 seconds apart)",
                "client lost ¦ unexpected EOF on client connection with an open transaction",
                "client lost ¦ could not receive data from client: Connection reset by peer",
                "client lost ¦ could not send data to client: Broken pipe",
                "replication ¦ started streaming WAL from primary at 0/3000000 on timeline 1",
                "replication ¦ replication terminated by primary server",
                "replication ¦ invalidating obsolete replication slot \"standby\"",
                "replication ¦ terminating process 4711 to release replication slot \"standby\"",
                "replication ¦ terminating walsender process due to replication timeout",
                "replication ¦ standby \"s1\" is now a synchronous standby with priority 1",
                "archiving ¦ archive command failed with exit code 1",
                "archiving ¦ archive command was terminated by signal 15: Terminated",
                "autovacuum ¦ skipping vacuum of \"orders\" --- lock not available",
                "memory ¦ out of memory",
            })
    void whatTheServerSaysOfItselfIsSorted(String kind, String message) {
        assertThat(digest(line("LOG", message)).server().list())
                .extracting(event -> event.key().code())
                .containsExactly(kind);
    }

    @Test
    void valuesOfSettingsAreKeptButThoseThatMayHoldAPassword() {
        LogDigest digest = digest(line("LOG", "parameter \"work_mem\" changed to \"64MB\"")
                + line("LOG", "parameter \"primary_conninfo\" changed to \"host=a password=hunter2\"")
                + line("LOG", "parameter \"archive_command\" changed to \"curl -u me:hunter2 %p\""));
        assertThat(digest.server().list())
                .extracting(event -> event.key().text())
                .containsExactlyInAnyOrder(
                        "parameter \"work_mem\" changed to \"64MB\"",
                        "parameter \"primary_conninfo\" changed to another value",
                        "parameter \"archive_command\" changed to another value");
    }

    @Test
    void conflictsOfRecoveryTellTheirTime() {
        LogDigest digest = digest(line("LOG", "recovery still waiting after 1000.500 ms: recovery conflict on snapshot")
                + line("LOG", "recovery finished waiting after 3000.250 ms: recovery conflict on snapshot"));
        assertThat(digest.server().list())
                .extracting(event -> event.key().code(), event -> event.key().text(), EventTable.Occurrence::micros)
                .containsExactlyInAnyOrder(
                        tuple("recovery conflict", "recovery still waiting: recovery conflict on snapshot", 1_000_500L),
                        tuple(
                                "recovery conflict",
                                "recovery finished waiting: recovery conflict on snapshot",
                                3_000_250L));
    }

    @Test
    void aLockThatWasNotWaitedForIsNamedWithItsStatement() {
        LogDigest digest = digest(line("LOG", "process 17 could not obtain ShareLock on transaction 733")
                + line("DETAIL", "Process holding the lock: 18. Wait queue: .")
                + line("STATEMENT", "SELECT * FROM t WHERE id = 5 FOR UPDATE NOWAIT"));
        assertThat(digest.server().list()).singleElement().satisfies(event -> {
            assertThat(event.key().text()).isEqualTo("could not obtain ShareLock on transaction N");
            assertThat(event.statement()).isEqualTo("select * from t where id = $1 for update nowait");
        });
        assertThat(digest.count(LogCounter.LOCK_WAITS)).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            value = {
                "57014 ¦ ERROR ¦ canceling statement due to statement timeout",
                "57014 ¦ ERROR ¦ canceling statement due to user request",
                "55P03 ¦ ERROR ¦ canceling statement due to lock timeout",
                "40001 ¦ ERROR ¦ canceling statement due to conflict with recovery",
            })
    void cancelledStatementsAreCounted(String code, String level, String message) {
        LogDigest digest = digest(line(level, message) + line("STATEMENT", "SELECT 1"));
        assertThat(digest.count(LogCounter.CANCELLED)).as(code).isEqualTo(1);
        assertThat(digest.statements())
                .singleElement()
                .satisfies(statement -> assertThat(statement.errors()).isEqualTo(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            value = {
                "FATAL ¦ terminating connection due to idle-session timeout",
                "FATAL ¦ terminating connection due to transaction timeout",
                "FATAL ¦ terminating connection due to conflict with recovery",
                "FATAL ¦ remaining connection slots are reserved for non-replication superuser connections",
                "FATAL ¦ remaining connection slots are reserved for roles with the SUPERUSER attribute",
                "FATAL ¦ sorry, too many clients already",
                "ERROR ¦ requested WAL segment NAME has already been removed",
                "ERROR ¦ canceling autovacuum task",
                "ERROR ¦ out of memory",
                "PANIC ¦ could not write to file",
            })
    void failuresAreKeptByTheirMessage(String level, String message) {
        assertThat(digest(line(level, message)).failures().list())
                .extracting(event -> event.key().kind(), event -> event.key().text())
                .containsExactly(tuple(level, message));
    }

    @Test
    void everyKindOfVacuumIsTold() {
        LogDigest digest = digest(line("LOG", """
                automatic aggressive vacuum to prevent wraparound of table "shop.public.orders": index scans: 2
                \tpages: 0 removed, 20 remain, 3 skipped due to pins, 0 skipped frozen
                \ttuples: 15 removed, 85 remain, 7 are dead but not yet removable, oldest xmin: 610
                \tbuffer usage: 31 hits, 12 misses, 4 dirtied
                \tavg read rate: 6.712 MB/s, avg write rate: 13.424 MB/s
                \tsystem usage: CPU: user: 0.10 s, system: 0.20 s, elapsed: 1.50 s
                \tWAL usage: 10 records, 0 full page images, 891 bytes""") + line("LOG", """
                automatic vacuum to prevent wraparound of table "shop.public.orders": index scans: 1
                \tpages: 0 removed, 20 remain, 20 scanned (100.00% of total), 0 eagerly scanned
                \ttuples: 5 removed, 85 remain, 9 are dead but not yet removable
                \tdelay time: 12.5 ms
                \tbuffer usage: 31 hits, 8 reads, 4 dirtied
                \tWAL usage: 10 records, 0 full page images, 109 bytes, 0 buffers full
                \tsystem usage: CPU: user: 0.10 s, system: 0.00 s, elapsed: 0.50 s"""));
        assertThat(digest.count(LogCounter.AUTOVACUUMS)).isEqualTo(2);
        assertThat(digest.maintenance().list())
                .extracting(
                        MaintenanceTable.Work::kind,
                        MaintenanceTable.Work::elapsedSeconds,
                        MaintenanceTable.Work::tuplesRemoved,
                        MaintenanceTable.Work::deadNotRemovable,
                        MaintenanceTable.Work::indexScans,
                        MaintenanceTable.Work::buffersRead,
                        MaintenanceTable.Work::walBytes)
                .containsExactly(
                        tuple("aggressive vacuum to prevent wraparound", 1.5, 15L, 7L, 2L, 12L, 891L),
                        tuple("vacuum to prevent wraparound", 0.5, 5L, 9L, 1L, 8L, 109L));
    }

    @Test
    void checkpointsOfEveryMajorAreRead() {
        String times =
                " 0 WAL file(s) added, 0 removed, 1 recycled; write=0.020 s, sync=0.005 s, total=0.030 s; sync files=2,"
                        + " longest=0.001 s, average=0.001 s; distance=16384 kB, estimate=16384 kB";
        LogDigest digest = digest(line("LOG", "checkpoint complete: wrote 10 buffers (0.1%);" + times)
                + line("LOG", "restartpoint complete: wrote 11 buffers (0.1%);" + times + "; lsn=0/1, redo lsn=0/1")
                + line("LOG", "checkpoint complete: wrote 12 buffers (0.1%), wrote 3 SLRU buffers;" + times));
        assertThat(digest.checkpoints())
                .extracting(Checkpoint::buffers, Checkpoint::totalSeconds, Checkpoint::distanceKb)
                .containsExactly(tuple(10L, 0.03, 16_384L), tuple(11L, 0.03, 16_384L), tuple(12L, 0.03, 16_384L));
    }

    @Test
    void executionsOfPreparedTextsAreOneStatementWhateverTheirName() {
        LogDigest digest = digest(line("LOG", "duration: 1.000 ms  statement: EXECUTE a1b2(5)")
                + line("DETAIL", "prepare: PREPARE a1b2 AS SELECT * FROM t WHERE id = $1")
                + line("LOG", "duration: 2.000 ms  statement: execute other (7);")
                + line("DETAIL", "prepare: PREPARE other AS SELECT * FROM t WHERE id = $1")
                + line("LOG", "duration: 0.500 ms  parse S_1: SELECT * FROM t WHERE id = $1")
                + line("LOG", "duration: 0.500 ms  bind S_1: SELECT * FROM t WHERE id = $1")
                + line("DETAIL", "Parameters: $1 = '5'")
                + line("LOG", "duration: 3.000 ms  execute S_1: SELECT * FROM t WHERE id = $1")
                + line("DETAIL", "Parameters: $1 = '5'")
                + line("LOG", "duration: 4.000 ms  statement: SELECT * FROM t WHERE id = 5"));
        assertThat(digest.byTotalTime())
                .extracting(StatementStats::text, StatementStats::calls, StatementStats::totalMs)
                .containsExactly(
                        tuple("select * from t where id = $1", 2L, 7.0),
                        tuple("execute $1 as select * from t where id = $2", 2L, 3.0));
        assertThat(digest.count(LogCounter.PARAMETERISED)).isEqualTo(3);
        assertThat(digest.literalCalls()).isEqualTo(1);
    }

    @Test
    void aSessionOfManySmallStatementsIsChatty() {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            log.append(
                    "2026-11-21 11:54:%02d.%03d UTC [5] app@shop LOG:  duration: 0.100 ms  statement: SELECT %d FROM t%d\n"
                            .formatted(18 + i / 100, i % 100 * 10, i, i % 7));
        }
        LogDigest digest = new LogAnalysis(LogOptions.standard().withPrefix("%m [%p] %u@%d "))
                .run(List.of(new StreamLogSource(
                        "test", new ByteArrayInputStream(log.toString().getBytes(StandardCharsets.UTF_8)))))
                .digest();
        assertThat(digest.chattySessions()).singleElement().satisfies(chatter -> {
            assertThat(chatter.origin()).isEqualTo(new Origin("shop", "app", ""));
            assertThat(chatter.statements()).isEqualTo(200);
            assertThat(chatter.totalMs()).isEqualTo(20);
        });
        assertThat(LogDigest.fromBytes(digest.toBytes()).chattySessions()).isEqualTo(digest.chattySessions());
    }

    @Test
    void aChainedTransactionIsAnother() {
        StringBuilder log = new StringBuilder(duration("BEGIN"));
        for (int i = 0; i < 6; i++) {
            log.append(duration("SELECT a FROM t WHERE id = " + i));
            log.append(duration(i % 2 == 0 ? "COMMIT AND CHAIN" : "ROLLBACK AND CHAIN"));
        }
        assertThat(digest(log.toString()).nPlusOne()).isEmpty();
        for (int i = 0; i < 6; i++) {
            log.append(duration("SELECT b FROM t WHERE id = " + i));
        }
        log.append(duration("COMMIT"));
        assertThat(digest(log.toString()).nPlusOne())
                .extracting(RepeatTable.Repeat::text)
                .containsExactly("select b from t where id = $1");
    }

    @Test
    void entriesWithoutAProcessAreNotPaired() {
        StringBuilder log = new StringBuilder("""
                2026-11-21 11:54:18.806 UTC LOG:  statement: SELECT 1
                2026-11-21 11:54:18.806 UTC LOG:  duration: 7.000 ms
                2026-11-21 11:54:18.806 UTC LOG:  duration: 1.000 ms  statement: BEGIN
                """);
        for (int i = 0; i < 6; i++) {
            log.append("2026-11-21 11:54:18.806 UTC LOG:  duration: 1.000 ms  statement: SELECT a FROM t WHERE i = ")
                    .append(i)
                    .append('\n');
        }
        LogDigest digest = new LogAnalysis(LogOptions.standard().withWorkers(1).withPrefix("%m "))
                .run(List.of(new StreamLogSource(
                        "test", new ByteArrayInputStream(log.toString().getBytes(StandardCharsets.UTF_8)))))
                .digest();
        assertThat(digest.nPlusOne()).isEmpty();
        assertThat(digest.sessionRepeats()).isEmpty();
        assertThat(digest.durationMs()).isEqualTo(7);
        assertThat(digest.byTotalTime()).extracting(StatementStats::calls).containsExactly(6L, 1L);
        assertThat(digest.remarks()).anyMatch(remark -> remark.contains("%p"));
    }

    @Test
    void whatAStatementOfAProgramWaitsForIsCounted() {
        LogDigest digest =
                digest(line("LOG", "process 17 still waiting for ShareLock on transaction 733 after 1000.123 ms")
                        + line("CONTEXT", "PL/Python function \"f\"")
                        + line("LOG", "temporary file: path \"base/pgsql_tmp/pgsql_tmp17.0\", size 4096")
                        + line("CONTEXT", "PL/Perl function \"f\"")
                        + line("LOG", "duration: 5.000 ms  statement: SELECT 1")
                        + line("CONTEXT", "PL/Python function \"f\""));
        assertThat(digest.count(LogCounter.LOCK_WAITS)).isEqualTo(1);
        assertThat(digest.count(LogCounter.TEMP_BYTES)).isEqualTo(4096);
        assertThat(digest.count(LogCounter.STATEMENTS)).isZero();
    }

    @Test
    void aDurationBeyondAllMeasureStaysPositive() {
        LogDigest digest = digest(line("LOG", "duration: 9999999999999999999999.0 ms  statement: SELECT 1")
                + line("LOG", "duration: 9223372036854775.0 ms  statement: SELECT 1"));
        assertThat(digest.durationMs()).isPositive().isLessThan(1e12);
    }

    private static String duration(String sql) {
        return line("LOG", "duration: 1.000 ms  statement: " + sql);
    }

    private static String line(String level, String text) {
        return text.lines()
                .collect(Collectors.joining("\n", "2026-11-21 11:54:18.806 UTC [17] " + level + ":  ", "\n"));
    }

    private static LogDigest digest(String log) {
        return new LogAnalysis(LogOptions.standard().withWorkers(1).withPrefix("%m [%p] "))
                .run(List.of(
                        new StreamLogSource("test", new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)))))
                .digest();
    }
}
