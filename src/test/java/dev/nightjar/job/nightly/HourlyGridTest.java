package dev.nightjar.job.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Measures;
import dev.nightjar.model.Sample;
import dev.nightjar.model.StatementMetric;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectKind;
import dev.nightjar.model.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HourlyGridTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-03-02T00:00:00Z");

    @Test
    void anIntervalIsSharedOutOverTheHoursItCovers() {
        Window visit = minutes(30, 120);
        HourlyGrid grid = new HourlyGrid(minutes(0, 180), List.of(visit));

        double[] calls = grid.sum(List.of(calls(visit, 90)), StatementMetric.CALLS);

        assertThat(calls).containsExactly(30, 60, Double.NaN);
    }

    @Test
    void anHourSomebodyLookedAtWithoutCallsIsZeroAndNotUnknown() {
        HourlyGrid grid = new HourlyGrid(minutes(0, 120), List.of(minutes(0, 60)));

        assertThat(grid.sum(List.of(), StatementMetric.CALLS)).containsExactly(0, Double.NaN);
    }

    @Test
    void aGapOfMoreThanFourHoursIsLeftOut() {
        Window gap = minutes(0, 5 * 60);
        HourlyGrid grid = new HourlyGrid(minutes(0, 5 * 60), List.of(gap));

        assertThat(grid.sum(List.of(calls(gap, 100)), StatementMetric.CALLS)).containsOnly(Double.NaN);
    }

    @Test
    void aCounterThatWasNotCollectedStaysUnknown() {
        Window visit = minutes(0, 60);
        HourlyGrid grid = new HourlyGrid(visit, List.of(visit));

        assertThat(grid.sum(List.of(calls(visit, 5)), StatementMetric.PLAN_MS)).containsExactly(Double.NaN);
    }

    @Test
    void aGridThatBeginsWithinAnHourStartsAtTheFullHour() {
        HourlyGrid grid = new HourlyGrid(minutes(20, 130), List.of());

        assertThat(grid.start()).isEqualTo(MIDNIGHT);
        assertThat(grid.hours()).isEqualTo(3);
    }

    private static Window minutes(long from, long to) {
        return new Window(MIDNIGHT.plus(Duration.ofMinutes(from)), MIDNIGHT.plus(Duration.ofMinutes(to)));
    }

    private static Sample calls(Window interval, double calls) {
        return new Sample(
                Subject.of(SubjectKind.STATEMENT, "a"),
                interval,
                Measures.unknown(SubjectKind.STATEMENT).with(StatementMetric.CALLS, calls),
                false);
    }
}
