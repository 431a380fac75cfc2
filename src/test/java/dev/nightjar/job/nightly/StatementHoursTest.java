package dev.nightjar.job.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.job.nightly.StatementHours.Column;
import dev.nightjar.model.Measures;
import dev.nightjar.model.Metric;
import dev.nightjar.model.Sample;
import dev.nightjar.model.StatementMetric;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.SubjectKind;
import dev.nightjar.model.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatementHoursTest {
    private static final Instant START = Instant.parse("2026-02-01T00:00:00Z");
    private static final HourlyGrid GRID = new HourlyGrid(
            new Window(START, START.plus(Duration.ofHours(4))),
            List.of(new Window(START, START.plus(Duration.ofHours(3)))));

    @Test
    void rolesAddUpAndHoursThatNobodyLookedAtAreUnknown() {
        StatementHours hours = new StatementHours(GRID);
        hours.add(part(0, StatementMetric.CALLS, 10));
        hours.add(part(0, StatementMetric.CALLS, 7));
        hours.add(part(2, StatementMetric.CALLS, 1));

        assertThat(hours.of(Column.CALLS)).containsExactly(17, 0, 1, Double.NaN);
        assertThat(hours.of(Column.ROWS)).containsExactly(0, 0, 0, Double.NaN);
    }

    @Test
    void aCounterThatIsUnknownOfOneRoleStaysUnknownWhoeverComesFirst() {
        StatementHours untimed = part(1, StatementMetric.READ_MS, Double.NaN);
        StatementHours quiet = part(0, StatementMetric.READ_MS, 5);
        StatementHours one = new StatementHours(GRID);
        one.add(untimed);
        one.add(quiet);
        StatementHours other = new StatementHours(GRID);
        other.add(quiet);
        other.add(untimed);

        assertThat(one.of(Column.IO_MS)).containsExactly(5, Double.NaN, 0, Double.NaN);
        assertThat(other.of(Column.IO_MS)).containsExactly(one.of(Column.IO_MS));
    }

    private static StatementHours part(int hour, Metric metric, double value) {
        Subject subject = Subject.of(SubjectKind.STATEMENT, "a");
        Instant from = START.plus(Duration.ofHours(hour));
        Measures measures = Measures.read(SubjectKind.STATEMENT, any -> any == metric ? value : 0);
        Sample sample = new Sample(subject, new Window(from, from.plus(Duration.ofHours(1))), measures, false);
        return StatementHours.of(GRID, new SubjectHistory(subject, List.of(sample), measures, measures));
    }
}
