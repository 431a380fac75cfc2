package dev.nightjar.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.model.Measures;
import dev.nightjar.model.StatementMetric;
import dev.nightjar.model.SubjectKind;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatementCountersTest {

    @Test
    void theSpreadOfMergedEntriesIsThatOfAllTheirExecutions() {
        // Executions of 1, 3 ms and of 10, 20, 30 ms: population standard deviation of all five is 10.870 ms.
        Measures one = entry(2, 4)
                .with(StatementMetric.STDDEV_MS, 1)
                .with(StatementMetric.MIN_MS, 1)
                .with(StatementMetric.MAX_MS, 3);
        Measures other = entry(3, 60)
                .with(StatementMetric.STDDEV_MS, Math.sqrt(200 / 3.0))
                .with(StatementMetric.MIN_MS, 10)
                .with(StatementMetric.MAX_MS, 30);

        Measures both = StatementCounters.sum(one, other);

        assertThat(both.get(StatementMetric.CALLS)).isEqualTo(5);
        assertThat(both.get(StatementMetric.MIN_MS)).isEqualTo(1);
        assertThat(both.get(StatementMetric.MAX_MS)).isEqualTo(30);
        assertThat(both.get(StatementMetric.STDDEV_MS)).isCloseTo(10.870, within(0.001));
    }

    @Test
    void evictingOneEntryOfAStatementIsNoReset() {
        EvictedEntries evicted = new EvictedEntries();
        evicted.visit("e", Map.of("1", seen("s", 100), "2", seen("s", 1000)));
        evicted.visit("e", Map.of("2", seen("s", 1005)));

        assertThat(evicted.withEvicted("s", entry(1005, 0)).get(StatementMetric.CALLS))
                .isEqualTo(1105);

        evicted.visit("e", Map.of("1", seen("s", 3), "2", seen("s", 1005)));
        assertThat(evicted.withEvicted("s", entry(1008, 0)).get(StatementMetric.CALLS))
                .isEqualTo(1108);
    }

    @Test
    void aStatementThatWentAndCameBackCountsFromZero() {
        EvictedEntries evicted = new EvictedEntries();
        evicted.visit("e", Map.of("1", seen("s", 100)));
        evicted.visit("e", Map.of());
        evicted.visit("e", Map.of("1", seen("s", 4)));

        assertThat(evicted.withEvicted("s", entry(4, 0)).get(StatementMetric.CALLS))
                .isEqualTo(4);
    }

    @Test
    void aResetOfAllForgetsWhatWasCarried() {
        EvictedEntries evicted = new EvictedEntries();
        evicted.visit("e", Map.of("1", seen("s", 100), "2", seen("s", 1000)));
        evicted.visit("e", Map.of("2", seen("s", 1000)));
        evicted.visit("f", Map.of("2", seen("s", 1)));

        assertThat(evicted.withEvicted("s", entry(1, 0)).get(StatementMetric.CALLS))
                .isEqualTo(1);
    }

    private static EvictedEntries.Seen seen(String subject, double calls) {
        return new EvictedEntries.Seen(subject, entry(calls, 0));
    }

    private static Measures entry(double calls, double execMs) {
        return Measures.unknown(SubjectKind.STATEMENT)
                .with(StatementMetric.CALLS, calls)
                .with(StatementMetric.EXEC_MS, execMs);
    }
}
