package dev.nightjar.source.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogAnalysisTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"pg13.stderr.log", "pg15-rds.stderr.log.gz", "pg18.csv.gz", "pg18.json.gz", "pg18.syslog.gz"})
    void neitherCutsNorThreadsChangeTheDigest(String name) {
        LogDigest whole = KeyLogs.digest(name);
        Random random = new Random(name.hashCode());
        for (int round = 0; round < 12; round++) {
            LogDigest cut = new LogAnalysis(LogOptions.standard()
                            .withSegmentBytes(3000 + random.nextInt(round < 6 ? 5000 : 60_000))
                            .withWorkers(1 + random.nextInt(3)))
                    .run(List.of(KeyLogs.source(name)))
                    .digest();
            assertSame(cut, whole);
            assertThat(cut.count(LogCounter.BYTES)).isEqualTo(whole.count(LogCounter.BYTES));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pg18.csv.gz", "pg18.json.gz"})
    void theFormatDoesNotMatter(String name) {
        assertSame(KeyLogs.digest(name), KeyLogs.digest("pg18.stderr.log"));
    }

    private static void assertSame(LogDigest one, LogDigest other) {
        for (LogCounter counter : LogCounter.values()) {
            if (counter != LogCounter.BYTES) {
                assertThat(one.count(counter)).as(counter.name()).isEqualTo(other.count(counter));
            }
        }
        assertThat(KeyLogs.byKeyText(one)).isEqualTo(KeyLogs.byKeyText(other));
        assertThat(one.nPlusOne()).isEqualTo(other.nPlusOne());
        assertThat(one.sessionRepeats()).isEqualTo(other.sessionRepeats());
        assertThat(one.deadlocks()).isEqualTo(other.deadlocks());
        assertThat(one.hours()).isEqualTo(other.hours());
        assertThat(one.traces().statements())
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(other.traces().statements());
        assertThat(one.traces().statements()).allSatisfy(statement -> {
            assertThat(one.traces().lockWaits(statement))
                    .isEqualTo(other.traces().lockWaits(statement));
            assertThat(one.traces().plans(statement)).isEqualTo(other.traces().plans(statement));
        });
        assertThat(one.byTotalTime())
                .extracting(StatementStats::text, statement -> statement.quantileMs(0.95), StatementStats::lastSeen)
                .isEqualTo(other.byTotalTime().stream()
                        .map(statement -> tuple(statement.text(), statement.quantileMs(0.95), statement.lastSeen()))
                        .toList());
    }

    @Test
    void ofPlansThatTookEquallyLongTheLatestIsKeptWhateverTheOrder() {
        String early = """
                2026-11-21 11:54:18.806 UTC [1] LOG:  duration: 5.000 ms  plan:
                \tQuery Text: SELECT a FROM t
                \tSeq Scan on t  (cost=0.00..1.00 rows=1 width=4) (actual time=0.1..0.2 rows=1 loops=1)
                """;
        String late = early.replace("18.806", "19.806");
        assertThat(digest(early + late).plans()).isEqualTo(digest(late).plans()).hasSize(1);
        assertThat(digest(late + early).plans()).isEqualTo(digest(late).plans());
    }

    @Test
    void textAndDurationLoggedApartAreOneExecution() {
        LogDigest digest = digest("""
                2026-11-21 11:54:18.806 UTC [1] LOG:  statement: SELECT 1
                2026-11-21 11:54:18.807 UTC [2] LOG:  statement: SELECT a FROM t
                2026-11-21 11:54:18.808 UTC [1] LOG:  duration: 1.500 ms
                2026-11-21 11:54:18.809 UTC [3] LOG:  duration: 0.100 ms
                2026-11-21 11:54:18.809 UTC [3] LOG:  duration: 0.200 ms
                2026-11-21 11:54:18.810 UTC [3] LOG:  execute S_1: SELECT b FROM t WHERE c = $1
                2026-11-21 11:54:18.811 UTC [3] DETAIL:  parameters: $1 = '5'
                2026-11-21 11:54:18.812 UTC [3] LOG:  duration: 4.000 ms
                2026-11-21 11:54:18.813 UTC [2] ERROR:  division by zero
                2026-11-21 11:54:18.814 UTC [2] STATEMENT:  SELECT a FROM t
                2026-11-21 11:54:18.815 UTC [2] LOG:  duration: 9.000 ms
                """);
        assertThat(digest.count(LogCounter.STATEMENTS)).isEqualTo(2);
        assertThat(digest.durationMs()).isEqualTo(5.5);
        assertThat(digest.count(LogCounter.STATEMENTS_WITHOUT_DURATION)).isEqualTo(1);
    }

    @Test
    void aMessageMeansSomethingByItsFirstBytesOnly() {
        LogDigest digest = digest("""
                2026-11-21 11:54:18.806 UTC [1] LOG:  x duration: 1 ms  statement: y
                2026-11-21 11:54:18.807 UTC [1] LOG:  duration: 2.000 ms  statement: SELECT 'a
                \t2026-01-01 00:00:00.000 UTC [1] LOG:  duration: 99.000 ms  statement: DROP TABLE trap'
                """);
        assertThat(digest.count(LogCounter.STATEMENTS)).isEqualTo(1);
        assertThat(digest.durationMs()).isEqualTo(2.0);
    }

    @Test
    void noConstantLeavesTheLogUnlessAllowed() {
        byte[] bytes = KeyLogs.bytes("pg18.stderr.log");
        byte[] redacted = digest(new String(bytes, StandardCharsets.UTF_8)).toBytes();
        LogDigest back = LogDigest.fromBytes(redacted);
        assertThat(back.statements()).allSatisfy(statement -> {
            assertThat(statement.text()).doesNotContain("'");
            assertThat(statement.samples()).isEmpty();
        });
        LogDigest open = new LogAnalysis(LogOptions.standard().keepingSamples(true))
                .run(List.of(KeyLogs.source("pg18.stderr.log")))
                .digest();
        assertThat(open.statements())
                .anySatisfy(statement -> assertThat(statement.samples()).isNotEmpty());
    }

    @Test
    void aLogInAnotherLanguageIsCountedAndNamed() {
        LogDigest digest = digest("""
                2026-11-21 11:54:18.806 CET [1] LOG:  Dauer: 1.500 ms  Anweisung: SELECT 1
                2026-11-21 11:54:18.807 CET [1] FEHLER:  Division durch Null
                2026-11-21 11:54:18.807 CET [1] ANWEISUNG:  SELECT 1/0
                """);
        assertThat(digest.count(LogCounter.ENTRIES)).isEqualTo(2);
        assertThat(digest.count(LogCounter.ERRORS)).isEqualTo(1);
        assertThat(digest.count(LogCounter.FOREIGN_ENTRIES)).isEqualTo(2);
        assertThat(digest.remarks()).anyMatch(remark -> remark.contains("lc_messages"));
    }

    @Test
    void aTruncatedPackedFileGivesWhatIsThereAndSaysSo() {
        byte[] packed = LogFollowerTest.gzip(KeyLogs.bytes("pg18.stderr.log"));
        LogAnalysis.Result result = new LogAnalysis(LogOptions.standard())
                .run(List.of(new StreamLogSource(
                        "cut.gz", new ByteArrayInputStream(Arrays.copyOf(packed, packed.length / 2)))));
        assertThat(result.isComplete()).isFalse();
        assertThat(result.digest().count(LogCounter.ENTRIES)).isPositive();
    }

    @Test
    void oneEndlessLineIsPassedOverWithinBounds() {
        byte[] line = new byte[40_000_000];
        Arrays.fill(line, (byte) 'x');
        byte[] head = KeyLogs.bytes("pg13.stderr.log");
        byte[] all = Arrays.copyOf(head, head.length * 2 + line.length + 1);
        System.arraycopy(line, 0, all, head.length, line.length);
        all[head.length + line.length] = '\n';
        System.arraycopy(head, 0, all, head.length + line.length + 1, head.length);
        LogDigest digest = new LogAnalysis(LogOptions.standard().withSegmentBytes(1 << 20))
                .run(List.of(new StreamLogSource("long", new ByteArrayInputStream(all))))
                .digest();
        assertThat(digest.count(LogCounter.ENTRIES)).isEqualTo(2 * 501);
        assertThat(digest.count(LogCounter.BYTES)).isEqualTo(all.length);
    }

    private static LogDigest digest(String log) {
        return new LogAnalysis(LogOptions.standard().withWorkers(1))
                .run(List.of(
                        new StreamLogSource("test", new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)))))
                .digest();
    }
}
