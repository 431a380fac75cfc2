package dev.nightjar.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkloadTest {
    private static final DemoPlan PLAN = DemoPlan.twoWeeks(LocalDate.of(2026, 3, 4));

    @Test
    void aPromptCallbackSeesEveryHour() {
        assertThat(Workload.following(5, 5, 336)).isEqualTo(6);
        assertThat(Workload.following(5, 6, 336)).isEqualTo(6);
    }

    @Test
    void aSlowCallbackSkipsToTheLatestHourButNeverOverTheLast() {
        assertThat(Workload.following(5, 9, 336)).isEqualTo(9);
        assertThat(Workload.following(335, 400, 336)).isEqualTo(336);
        assertThat(Workload.following(336, 400, 336)).isEqualTo(337);
    }

    @Test
    void theSamePlanGivesTheSameLoad() {
        assertThat(sequence(new Schedule(PLAN))).isEqualTo(sequence(new Schedule(PLAN)));
    }

    @Test
    void theLoadHasARhythmOfDayAndWeek() {
        Schedule schedule = new Schedule(PLAN);
        int noon = schedule.hour(12).size();
        int night = schedule.hour(3).size();
        int sundayNoon = schedule.hour(4 * 24 + 12).size();

        assertThat(night).isLessThan(noon / 4);
        assertThat(sundayNoon).isBetween(noon / 4, noon / 2);
    }

    @Test
    void arrivalsLieWithinTheirHourInOrder() {
        List<Long> offsets = new Schedule(PLAN)
                .hour(12).stream().map(Schedule.Event::offsetNanos).toList();

        assertThat(offsets).isSorted().allMatch(offset -> offset >= 0 && offset < 250_000_000L);
    }

    @Test
    void twoWeeksPassInAMinuteAndAHalf() {
        assertThat(PLAN.playingTime()).isBetween(Duration.ofSeconds(75), Duration.ofSeconds(90));
        assertThat(PLAN.factor()).isEqualTo(14_400);
    }

    private static List<String> sequence(Schedule schedule) {
        return schedule.hour(12).stream()
                .map(event -> event.offsetNanos() + " " + event.lane() + " " + event.seed())
                .toList();
    }
}
