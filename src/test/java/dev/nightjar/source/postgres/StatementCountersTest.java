package dev.nightjar.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.model.Measures;
import dev.nightjar.model.StatementMetric;
import dev.nightjar.model.SubjectKind;
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

    private static Measures entry(double calls, double execMs) {
        return Measures.unknown(SubjectKind.STATEMENT)
                .with(StatementMetric.CALLS, calls)
                .with(StatementMetric.EXEC_MS, execMs);
    }
}
