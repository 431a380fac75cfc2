package dev.nightjar.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DemoVerdictTest {
    private static final DemoPlan PLAN = DemoPlan.twoWeeks(LocalDate.of(2026, 3, 4));
    private static final List<PlantedProblem> PLANTED = PlantedProblem.all(PLAN);

    @Test
    void theCalendarHasPassedAndEndsWithAWorkingDay() {
        LocalDate today = LocalDate.of(2026, 3, 20);
        DemoPlan plan = DemoPlan.twoWeeks(DemoPlan.latestFirstDay(today));

        assertThat(plan.end()).isEqualTo(Instant.parse("2026-03-18T00:00:00Z"));
    }

    @Test
    void anEmptyReportMissesEverything() {
        DemoVerdict verdict = DemoVerdict.of(PLANTED, List.of());

        assertThat(verdict.missed()).isEqualTo(PLANTED).hasSize(13);
        assertThat(verdict.foundAll()).isFalse();
    }

    @Test
    void theRightCheckAboutTheRightColumnsFindsTheMissingIndex() {
        assertThat(found(reported("PG-IDX-MISSING", "public.parcel", "CREATE INDEX ON public.parcel (reference)")))
                .containsExactly("missing-index");
        assertThat(found(reported("PG-IDX-MISSING", "public.parcel", "CREATE INDEX ON public.parcel (status)")))
                .isEmpty();
        assertThat(found(reported("PG-TAB-SEQSCAN", "public.parcel", "reference")))
                .isEmpty();
    }

    @Test
    void aRegressionMustBeDatedToTheRelease() {
        Instant release = Instant.parse("2026-03-12T10:00:00Z");
        String text = "SELECT count(*), sum(weight_grams) FROM parcel WHERE depot_id = $1 AND due_on = $2";

        assertThat(PLAN.deployedAt()).isEqualTo(release);
        assertThat(found(at(release.plus(Duration.ofHours(3)), text))).containsExactly("regression");
        assertThat(found(at(release.minus(Duration.ofDays(1)), text))).isEmpty();
        assertThat(found(reported("PG-Q-REGRESSION", "statement", text))).isEmpty();
    }

    @Test
    void whatWasNotPlantedIsListedApart() {
        DemoVerdict.Reported other = reported("CFG-WORKMEM", "work_mem", "raise it");
        DemoVerdict.Reported keys = reported("RED-CMD-KEYS", "KEYS", "use SCAN");

        assertThat(DemoVerdict.of(PLANTED, List.of(other, keys)).unplanted()).containsExactly(other);
    }

    @Test
    void aConsequenceIsNeitherFoundNorUnplanted() {
        DemoVerdict.Reported scans = reported("PG-Q-TOP", "statement", "SELECT … FROM parcel WHERE reference = $1");

        DemoVerdict verdict = DemoVerdict.of(PLANTED, List.of(scans));

        assertThat(verdict.consequences()).containsExactly(scans);
        assertThat(verdict.unplanted()).isEmpty();
        assertThat(verdict.missed()).isEqualTo(PLANTED);
    }

    private static List<String> found(DemoVerdict.Reported reported) {
        return DemoVerdict.of(PLANTED, List.of(reported)).problems().stream()
                .filter(DemoVerdict.Outcome::isFound)
                .map(outcome -> outcome.problem().id())
                .toList();
    }

    private static DemoVerdict.Reported reported(String check, String object, String text) {
        return new DemoVerdict.Reported(check, object, text, Optional.empty());
    }

    private static DemoVerdict.Reported at(Instant since, String text) {
        return new DemoVerdict.Reported("PG-Q-REGRESSION", "statement", text, Optional.of(since));
    }
}
