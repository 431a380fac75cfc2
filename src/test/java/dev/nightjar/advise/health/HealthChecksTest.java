package dev.nightjar.advise.health;

import static dev.nightjar.advise.HealthyServer.aHealthyNight;
import static dev.nightjar.advise.NightBuilder.aNight;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Advice;
import dev.nightjar.model.Advice.NotAssessed;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Night;
import dev.nightjar.model.Severity;
import dev.nightjar.model.Thresholds;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthChecksTest {
    private final HealthChecks checks = new HealthChecks(Thresholds.STANDARD);

    @Test
    void aHealthyServerGivesNothingToDo() {
        Advice advice = checks.assess(aHealthyNight().build(), List.of());

        assertThat(advice.findings())
                .filteredOn(finding -> finding.severity() != Severity.INFO)
                .isEmpty();
        assertThat(advice.recommendations()).isEmpty();
    }

    @Test
    void onAHealthyServerOnlyWhatIsNotCollectedIsNotAssessed() {
        Advice advice = checks.assess(aHealthyNight().build(), List.of());

        assertThat(advice.notAssessed())
                .extracting(NotAssessed::check)
                .containsExactly(
                        "PG-Q-PLANTIME",
                        "PG-LOCK-LWLOCK",
                        "PG-TAB-BLOAT",
                        "PG-REPL-LAG",
                        "PG-WAL-BUFFERS",
                        "PG-CORRUPT",
                        "PG-COLL",
                        "PG-EXT-OLD",
                        "PG-DISK");
    }

    @Test
    void aServerThatCouldNotBeReadIsNotAssessedInItsOwnWords() {
        Night night = aNight().withoutServer()
                .without("postgres", "connection refused")
                .build();

        Advice advice = checks.assess(night, List.of());

        assertThat(advice.findings()).isEmpty();
        assertThat(advice.notAssessed()).hasSizeGreaterThan(30);
        assertThat(advice.notAssessed())
                .anySatisfy(one -> assertThat(one.reason()).isEqualTo("connection refused"));
    }

    @Test
    void aTargetWithoutPostgresIsNotJudged() {
        assertThat(checks.assess(aNight().withoutServer().build(), List.of())).isEqualTo(Advice.NONE);
    }

    @Test
    void everyFindingHasItsOwnIdentityAndEveryRecommendationAnswersOne() {
        Advice advice = checks.assess(SickServer.aSickNight().build(), List.of());

        assertThat(advice.findings()).extracting(Finding::id).doesNotHaveDuplicates();
        assertThat(advice.findings()).extracting(Finding::check).hasSizeGreaterThan(15);
        List<String> ids = advice.findings().stream().map(Finding::id).toList();
        assertThat(advice.recommendations()).allSatisfy(one -> {
            assertThat(one.findingIds()).isNotEmpty().isSubsetOf(ids);
            assertThat(one.apply()).isNotEmpty();
            assertThat(one.verification()).isNotEmpty();
            assertThat(one.source()).isNotEmpty();
        });
        assertThat(advice.findings()).allSatisfy(finding -> {
            assertThat(finding.title()).isNotEmpty().doesNotEndWith(".");
            assertThat(finding.explanation()).endsWith(".");
        });
    }

    @Test
    void thresholdsHaveNamesOfTheirOwn() {
        assertThat(HealthThreshold.values()).extracting(HealthThreshold::key).doesNotHaveDuplicates();
    }
}
