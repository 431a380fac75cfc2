package dev.nightjar.source.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Fingerprint;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StatementTracesTest {
    private static final String BITMAP = """
            2026-11-21 11:54:18.806 UTC [1] LOG:  duration: 5.000 ms  plan:
            \tQuery Text: SELECT a FROM t WHERE b = 5
            \tBitmap Heap Scan on t  (cost=4.20..13.67 rows=6 width=4)
            \t  Recheck Cond: (b = 5)
            \t  ->  Bitmap Index Scan on t_b_1  (cost=0.00..4.20 rows=6 width=0)
            \t        Index Cond: (b = 5)
            """;

    @Test
    void lockWaitsCountInTheHourInWhichTheyAreToldAndOnce() {
        StatementTraces traces = traces("""
                2026-11-21 11:59:58.000 UTC [7] LOG:  process 7 still waiting for ShareLock on transaction 9 after 1000.250 ms
                2026-11-21 11:59:58.000 UTC [7] DETAIL:  Process holding the lock: 8. Wait queue: 7.
                2026-11-21 11:59:58.000 UTC [7] STATEMENT:  UPDATE t SET a = 1 WHERE b = 2
                2026-11-21 12:00:01.000 UTC [7] LOG:  process 7 acquired ShareLock on transaction 9 after 4000.000 ms
                2026-11-21 12:00:01.000 UTC [7] STATEMENT:  UPDATE t SET a = 1 WHERE b = 2
                2026-11-21 12:30:00.000 UTC [7] LOG:  process 7 still waiting for ShareLock on transaction 9 after 1000.000 ms
                2026-11-21 12:30:00.000 UTC [7] STATEMENT:  UPDATE t SET a = 3 WHERE b = 4
                """);

        assertThat(traces.firstEntry()).contains(Instant.parse("2026-11-21T11:59:58Z"));
        assertThat(traces.lockWaits(only(traces)))
                .containsExactly(
                        new StatementTraces.LockWait(Instant.parse("2026-11-21T11:00:00Z"), 1000.25),
                        new StatementTraces.LockWait(Instant.parse("2026-11-21T12:00:00Z"), 3999.75));
    }

    @Test
    void constantsCostsAndRowsDoNotMakeAnotherPlanButAnIndexDoes() {
        String later = BITMAP.replace("11:54:18", "11:55:18");
        String otherConstant =
                later.replace("b = 5", "b = 7341").replace("rows=6", "rows=88").replace("13.67", "99.5");
        String otherIndex = later.replace("t_b_1", "t_b_2");
        String asJson = """
                2026-11-21 11:56:18.806 UTC [1] LOG:  duration: 3.000 ms  plan:
                \t{ "Query Text": "SELECT a FROM t WHERE b = 9",
                \t  "Plan": { "Node Type": "Bitmap Heap Scan", "Relation Name": "t", "Plans": [
                \t    { "Node Type": "Bitmap Index Scan", "Index Name": "t_b_1", "Plan Rows": 5 } ] } }
                """;

        assertThat(shapes(BITMAP + otherConstant)).hasSize(1);
        assertThat(shapes(BITMAP + asJson)).hasSize(1);
        assertThat(shapes(BITMAP + otherIndex)).hasSize(2).doesNotHaveDuplicates();
        assertThat(shapes(otherIndex + BITMAP)).isEqualTo(shapes(BITMAP + otherIndex));
    }

    @Test
    void aListOfAnyLengthDoesNotMakeAnotherPlan() {
        String head = """
                2026-11-21 11:54:18.806 UTC [1] LOG:  duration: 5.000 ms  plan:
                \tQuery Text: SELECT a FROM t
                \tHash Join  (cost=0.00..9.00 rows=9 width=4)
                \t  ->  Seq Scan on t  (cost=0.00..4.00 rows=4 width=4)
                """;
        String tail = """
                \t  ->  Hash  (cost=0.00..9.00 rows=9 width=4)
                \t        ->  Seq Scan on u  (cost=0.00..4.00 rows=4 width=4)
                """;
        String list = "\t        Filter: (b = ANY ('{" + "123456,".repeat(5000) + "1}'::integer[]))\n";

        assertThat(shapes(head + tail + head + list + tail)).hasSize(1);
    }

    @Test
    void partitionsThatAParameterPrunesDoNotMakeAnotherPlan() {
        String head =
                "2026-11-21 11:54:18.806 UTC [1] LOG:  duration: 5.000 ms  plan:\n\tQuery Text: SELECT a FROM p\n";
        String two = head + "\tAppend  (cost=0.00..9.00 rows=9 width=4)\n"
                + "\t  ->  Seq Scan on p_1  (cost=0.00..4.00 rows=4 width=4)\n"
                + "\t  ->  Seq Scan on p_2  (cost=0.00..4.00 rows=4 width=4)\n";
        String one = head + "\tAppend  (cost=0.00..5.00 rows=9 width=4)\n"
                + "\t  ->  Seq Scan on p_3  (cost=0.00..4.00 rows=4 width=4)\n";
        String indexed = one.replace("Seq Scan on p_3", "Index Scan using p_3_a on p_3");

        assertThat(shapes(two + one)).hasSize(1);
        assertThat(shapes(two + indexed)).hasSize(2);
    }

    @Test
    void tracesAreReadBackAloneAndAddUp() {
        LogDigest digest = digest(BITMAP);
        byte[] stored = digest.toBytes();
        StatementTraces sum = new StatementTraces();
        sum.add(LogDigest.tracesFromBytes(stored));
        sum.add(LogDigest.tracesFromBytes(
                digest(BITMAP.replace(" 11:5", " 13:5")).toBytes()));

        assertThat(LogDigest.fromBytes(stored).traces().plans(only(digest.traces())))
                .isEqualTo(digest.traces().plans(only(digest.traces())));
        assertThat(sum.plans(only(sum)))
                .extracting(StatementTraces.Plan::at)
                .containsExactly(Instant.parse("2026-11-21T11:54:18.806Z"), Instant.parse("2026-11-21T13:54:18.806Z"));
        assertThat(sum.firstEntry()).isEqualTo(digest.firstEntry());
    }

    @Test
    void digestsOfEarlierReleasesHaveNone() {
        byte[] third = HexFormat.of()
                .parseHex(
                        "4e4a4c4403789c3362629ae0c78005ac626478f0fae695864d1bd860344898e9db7b1b900ea68f4f0dd62f3fc92521579c9a939a5ca290a89056949fab50029404418821982630b203851999e0c6808cc4663d008c3429c1");

        assertThat(LogDigest.fromBytes(third).count(LogCounter.ENTRIES)).isEqualTo(1);
        assertThat(LogDigest.tracesFromBytes(third).statements()).isEmpty();
        assertThat(LogDigest.tracesFromBytes(third).firstEntry()).isEmpty();
    }

    @Test
    void weeksOfAFewStatementsAreSummedWithoutABound() {
        StatementTraces sum = StatementTraces.only(Set.of(new Fingerprint(1)));
        for (int part = 0; part < 3; part++) {
            StatementTraces traces = new StatementTraces();
            for (long hour = 0; hour < StatementTraces.MOST_HOURS / 2; hour++) {
                traces.waited(1, (part * 100_000L + hour) * 3_600_000_000L, 1000);
                traces.waited(2, hour * 3_600_000_000L, 1000);
            }
            sum.add(traces);
        }

        assertThat(sum.statements()).containsExactly(new Fingerprint(1));
        assertThat(sum.lockWaits(new Fingerprint(1))).hasSize(3 * StatementTraces.MOST_HOURS / 2);
        assertThat(sum.isFull()).isFalse();
    }

    @Test
    void anHourWithAShapeForEachParameterHasNone() {
        LogDigest digest = new LogDigest();
        for (long shape = 0; shape < 20; shape++) {
            digest.traces().planned(1, 0, shape);
        }
        digest.traces().planned(1, 3_600_000_000L, 5);

        for (StatementTraces traces :
                List.of(digest.traces(), LogDigest.fromBytes(digest.toBytes()).traces())) {
            traces.planned(1, 1, 99);
            assertThat(traces.plans(new Fingerprint(1)))
                    .singleElement()
                    .satisfies(plan -> assertThat(plan.at()).isEqualTo(Instant.EPOCH.plusSeconds(3600)));
        }
    }

    @Test
    void theOnlyPartitionLeftDoesNotMakeAnotherPlan() {
        String plan = """
                2026-11-21 11:54:18.806 UTC [1] LOG:  duration: 5.000 ms  plan:
                \tQuery Text: SELECT a FROM o WHERE day = 5
                \tIndex Scan using o_20261001_pkey on o_20261001 o  (cost=0.00..5.00 rows=9 width=4)
                """;

        assertThat(shapes(plan + plan.replace("20261001", "20261002"))).hasSize(1);
        assertThat(shapes(plan + plan.replace("o_20261001", "o_p7").replace("20261001_pkey", "p7_pkey")))
                .hasSize(2);
        assertThat(shapes(plan + plan.replace("_pkey", "_a_idx"))).hasSize(2);
    }

    @Test
    void aFullTableSaysSoAndKeepsWhatItHas() {
        StatementTraces traces = new StatementTraces();
        for (long statement = 1; statement <= StatementTraces.MOST_HOURS; statement++) {
            traces.waited(statement, 0, 1000);
        }
        assertThat(traces.isFull()).isFalse();
        traces.waited(-1, 0, 1000);
        traces.waited(1, 5, 1000);

        assertThat(traces.isFull()).isTrue();
        assertThat(traces.statements()).hasSize(StatementTraces.MOST_HOURS);
        assertThat(traces.lockWaits(new Fingerprint(1)))
                .singleElement()
                .satisfies(wait -> assertThat(wait.waitMs()).isEqualTo(2));
        assertThat(traces.lockWaits(new Fingerprint(-1))).isEmpty();
    }

    private static List<String> shapes(String log) {
        StatementTraces traces = traces(log);
        return traces.plans(only(traces)).stream()
                .map(StatementTraces.Plan::shape)
                .toList();
    }

    private static Fingerprint only(StatementTraces traces) {
        assertThat(traces.statements()).hasSize(1);
        return traces.statements().iterator().next();
    }

    private static StatementTraces traces(String log) {
        return digest(log).traces();
    }

    private static LogDigest digest(String log) {
        return new LogAnalysis(LogOptions.standard())
                .run(List.of(
                        new StreamLogSource("log", new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)))))
                .digest();
    }
}
