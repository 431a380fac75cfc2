package dev.nightjar.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleColumnsTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Subject SUBJECT = Subject.of(SubjectKind.STATEMENT, "a");

    @Test
    void givesBackWhatWasPutIn() {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            samples.add(new Sample(
                    SUBJECT,
                    new Window(NOON.plusSeconds(i), NOON.plusSeconds(i + 1)),
                    Measures.unknown(SubjectKind.STATEMENT)
                            .with(StatementMetric.CALLS, i)
                            .with(StatementMetric.ROWS, i == 4 ? -0.0 : 0.0)
                            .with(StatementMetric.MAX_MS, 5),
                    i == 2));
        }

        assertThat(SampleColumns.of(SUBJECT, samples)).isEqualTo(samples).hasSize(5);
        assertThat(SampleColumns.of(SUBJECT, List.of())).isEmpty();
    }

    @Test
    void aHistoryTakesItAsItIs() {
        List<Sample> columns = SampleColumns.of(
                SUBJECT,
                List.of(new Sample(
                        SUBJECT,
                        new Window(NOON, NOON.plusSeconds(1)),
                        Measures.unknown(SubjectKind.STATEMENT),
                        false)));
        Measures sum = Measures.unknown(SubjectKind.STATEMENT);

        assertThat(new SubjectHistory(SUBJECT, columns, sum, sum).samples()).isSameAs(columns);
        assertThatThrownBy(columns::clear).isInstanceOf(UnsupportedOperationException.class);
    }
}
