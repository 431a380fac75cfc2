package dev.nightjar.source.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * EXECUTE over the extended protocol, whose entry has no {@code DETAIL: prepare:}; {@code exec_execute_message} in
 * PostgreSQL's {@code postgres.c} gives the parameters only.
 */
class PreparedStatementTest {
    private static final String TEXT = "execute $1 as select a from t where id = $2";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "duration: 0.500 ms  statement: PREPARE Get (int) AS SELECT a FROM t WHERE id = $1",
                "statement: prepare \"get\" AS SELECT a FROM t WHERE id = $1;",
                "execute <unnamed>: \n\t PREPARE get AS SELECT a FROM t WHERE id = $1",
                "duration: 0.500 ms  plan:\n\tQuery Text: PREPARE get AS SELECT a FROM t WHERE id = $1\n"
                        + "\tSeq Scan on t  (cost=0.00..1.00 rows=1 width=4)"
            })
    void anExecuteIsGroupedWithThePrepareThatItsSessionLogged(String prepare) {
        LogDigest digest = read(line(77, prepare)
                + line(77, "duration: 3.000 ms  execute <unnamed>: EXECUTE get(7)")
                + line(77, "execute <unnamed>: EXECUTE GET (8)")
                + line(77, "duration: 4.000 ms"));
        assertThat(calls(digest)).containsEntry(TEXT, 2L).doesNotContainKey("execute $1 ( $2 )");
        assertThat(total(digest, TEXT)).isEqualTo(7);
        assertThat(digest.count(LogCounter.STATEMENTS_WITHOUT_DURATION)).isLessThanOrEqualTo(1);
    }

    @Test
    void aNameIsThatOfItsSessionOnly() {
        LogDigest digest = read(line(77, "statement: PREPARE get AS SELECT a FROM t WHERE id = $1")
                + line(78, "duration: 3.000 ms  execute <unnamed>: EXECUTE get(7)")
                + line(77, "duration: 3.000 ms  execute <unnamed>: EXECUTE other(7)")
                + line(77, "connection received: host=[local]")
                + line(77, "duration: 3.000 ms  execute <unnamed>: EXECUTE get(7)"));
        assertThat(calls(digest)).containsOnly(Map.entry("execute $1 ( $2 )", 3L));
    }

    @Test
    void aNamePreparedAgainIsTheNewStatement() {
        LogDigest digest = read(line(77, "statement: PREPARE get AS SELECT b FROM u")
                + line(77, "duration: 0.100 ms  statement: DEALLOCATE get")
                + line(77, "statement: PREPARE get AS SELECT a FROM t WHERE id = $1")
                + line(77, "duration: 3.000 ms  execute <unnamed>: EXECUTE get(7)"));
        assertThat(calls(digest)).containsEntry(TEXT, 1L).doesNotContainKey("execute $1 as select b from u");
    }

    @Test
    void whatIsPreparedIsKnownInTheNextRun() {
        Ledger first = new Ledger(LogOptions.standard());
        fold(first, line(77, "statement: PREPARE get AS SELECT a FROM t WHERE id = $1"));
        first.takeDigest();
        Ledger next = new Ledger(LogOptions.standard());
        next.restore(first.state());
        fold(next, line(77, "duration: 3.000 ms  execute <unnamed>: EXECUTE get(7)"));
        assertThat(calls(next.takeDigest())).containsExactly(Map.entry(TEXT, 1L));
    }

    @Test
    void aPositionOfAnEarlierReleaseKnowsItsSessionsAndNothingPrepared() throws IOException {
        SessionState session = new SessionState(77);
        session.pending = KnownStatement.of(1, "select $1");
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(stored))) {
            VarInts.write(out, 1);
            session.write(out);
        }
        SessionTable table = SessionTable.fromBytes(stored.toByteArray());
        assertThat(table.all()).singleElement().satisfies(read -> {
            assertThat(read.pending.text()).isEqualTo("select $1");
            read.executeNext(1);
            assertThat(read.takeNamed().text()).isEmpty();
        });
    }

    private static void fold(Ledger ledger, String log) {
        byte[] bytes = log.getBytes(StandardCharsets.UTF_8);
        EntryClassifier classifier = new EntryClassifier(LogOptions.standard());
        Batch batch = new Batch();
        classifier.startBatch(batch);
        new StderrParser(new LinePrefix("%m [%p] ", false, new ZoneOffsets(), SessionNames.NONE), false)
                .parse(bytes, 0, bytes.length, classifier);
        ledger.add(batch);
    }

    private static Map<String, Long> calls(LogDigest digest) {
        Map<String, Long> calls = new HashMap<>();
        digest.byTotalTime().stream()
                .filter(statement -> statement.text().startsWith("execute"))
                .forEach(statement -> calls.put(statement.text(), statement.calls()));
        return calls;
    }

    private static double total(LogDigest digest, String text) {
        return digest.byTotalTime().stream()
                .filter(statement -> statement.text().equals(text))
                .mapToDouble(StatementStats::totalMs)
                .sum();
    }

    private static String line(int pid, String message) {
        return "2026-11-21 11:54:18.806 UTC [" + pid + "] LOG:  " + message + "\n";
    }

    private static LogDigest read(String log) {
        return new LogAnalysis(LogOptions.standard().withWorkers(1).withPrefix("%m [%p] "))
                .run(List.of(
                        new StreamLogSource("log", new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)))))
                .digest();
    }
}
