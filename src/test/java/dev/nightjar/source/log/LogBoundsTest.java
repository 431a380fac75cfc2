package dev.nightjar.source.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is kept is bounded whatever the log holds; what no longer fits is counted in sum. */
class LogBoundsTest {
    private static final int DIFFERENT = 1_000_000;

    @Test
    void aMillionDifferentStatementsCostDetailOnly() {
        LogDigest digest = new LogAnalysis(LogOptions.standard().withPrefix("%m [%p] "))
                .run(List.of(new StreamLogSource("many", new Generated())))
                .digest();

        assertThat(digest.statements()).hasSizeLessThanOrEqualTo(LogDigest.MOST_STATEMENTS);
        assertThat(digest.toBytes()).hasSizeLessThan(8_000_000);
        Map<String, Long> heavy = digest.byTotalTime().stream()
                .limit(3)
                .collect(Collectors.toMap(StatementStats::text, StatementStats::calls));
        assertThat(heavy)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "select heavy0 from t", 3334L, "select heavy1 from t", 3333L, "select heavy2 from t", 3333L));

        long calls =
                digest.statements().stream().mapToLong(StatementStats::calls).sum();
        double total = digest.statements().stream()
                .mapToDouble(StatementStats::totalMs)
                .sum();
        assertThat(calls + digest.rest().calls()).isEqualTo(DIFFERENT + 10_000L);
        assertThat(Math.round(total + digest.rest().totalMs())).isEqualTo(DIFFERENT + 50 * 10_000L);
        assertThat(digest.count(LogCounter.STATEMENTS)).isEqualTo(DIFFERENT + 10_000L);
        assertThat(digest.remarks()).anyMatch(remark -> remark.contains("counted in sum only"));
    }

    @Test
    void whatIsCountedInSumIsToldInGoodEnglish() {
        LogDigest digest = new LogDigest();
        digest.restStatements = 1;
        digest.restCalls = 1;
        assertThat(digest.remarks())
                .containsExactly("1 statement that took the least time is counted in sum only: there were too many"
                        + " different ones; 1 call, 0 ms");
        digest.restStatements = 2;
        digest.restCalls = 3;
        StatementStats partial = digest.statement(KnownStatement.of(1, "select $1"));
        partial.markPartial();
        assertThat(digest.remarks())
                .containsExactly(
                        "2 statements that took the least time are counted in sum only: there were too many different"
                                + " ones; 3 calls, 0 ms",
                        "1 statement may have run before it was counted apart: its figures are lower bounds");
    }

    @Test
    void aStatementThatComesBackGoesOnFromItsSums() {
        LogDigest digest = new LogDigest();
        LogDigest part = new LogDigest();
        Batch batch = new Batch();
        for (int i = 0; i < 250_000; i++) {
            run(part, batch, i + 1, "select a" + i, 2000);
            if (i > 50_000 && i % 10 == 0) {
                run(part, batch, -1, "select hot", 1000);
            }
            if (i % 5000 == 4999) {
                part.makeRoom();
                digest.add(LogDigest.fromBytes(part.toBytes()));
                part = new LogDigest();
            }
        }
        for (int i = 0; i < 1000; i++) {
            run(digest, batch, i + 1, "select a" + i, 1000);
        }
        digest.makeRoom();

        assertThat(digest.byTotalTime().get(0).text()).isEqualTo("select hot");
        assertThat(digest.byTotalTime().get(0).calls()).isEqualTo(19_999);
        assertThat(digest.byTotalTime().get(0).partial()).isFalse();
        assertThat(digest.rest().statements() + digest.statements().size()).isEqualTo(250_001);
        assertThat(digest.rest().calls()
                        + digest.statements().stream()
                                .mapToLong(StatementStats::calls)
                                .sum())
                .isEqualTo(250_000 + 1000 + 19_999);
    }

    @Test
    void aStatementThatComesBackAfterItsSumsWereForgottenIsALowerBound() {
        LogDigest digest = new LogDigest();
        Batch batch = new Batch();
        for (int i = 0; i < 320_000; i++) {
            run(digest, batch, i * 0x9E3779B97F4A7C15L, "select a" + i, 1000 + i);
            digest.makeRoom();
        }
        run(digest, batch, 0, "select a0", 1_000_000);

        LogDigest stored = LogDigest.fromBytes(digest.toBytes());
        assertThat(stored.byTotalTime().get(0).text()).isEqualTo("select a0");
        assertThat(stored.byTotalTime().get(0).partial()).isTrue();
        assertThat(stored.remarks()).anyMatch(remark -> remark.contains("lower bounds"));
    }

    private static void run(LogDigest digest, Batch batch, long fingerprint, String text, long micros) {
        batch.clear();
        batch.add(Batch.EXECUTED, new LogEntry(), 0, 0, micros, false);
        digest.statement(KnownStatement.of(fingerprint, text)).executed(batch, 0, false, micros);
    }

    /** A million statements that run once for a millisecond, and three that run for fifty again and again. */
    private static final class Generated extends InputStream {
        private int number;
        private byte[] line = {};
        private int at;

        @Override
        public int read() {
            return fill() ? line[at++] : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (!fill()) {
                return -1;
            }
            int count = Math.min(length, line.length - at);
            System.arraycopy(line, at, bytes, offset, count);
            at += count;
            return count;
        }

        private boolean fill() {
            if (at == line.length && number < DIFFERENT) {
                StringBuilder text = new StringBuilder();
                if (number % 100 == 0) {
                    text.append("2026-11-21 11:54:18.806 UTC [1] LOG:  duration: 50.000 ms  statement: SELECT heavy")
                            .append(number / 100 % 3)
                            .append(" FROM t\n");
                }
                text.append("2026-11-21 11:54:18.807 UTC [2] LOG:  duration: 1.000 ms  statement: SELECT a")
                        .append(number++)
                        .append(" FROM t\n");
                line = text.toString().getBytes(StandardCharsets.US_ASCII);
                at = 0;
            }
            return at < line.length;
        }
    }
}
