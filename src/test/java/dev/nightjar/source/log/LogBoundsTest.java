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
