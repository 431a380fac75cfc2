package dev.nightjar.advise.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.detect.UnusualMetric;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Severity;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnusualMetricFindingsTest {
    private static final Instant THREE = Instant.parse("2026-02-28T03:00:00Z");

    @Test
    void whatWasUnusualInOneNightIsOneFinding() {
        Advice advice = UnusualMetricFindings.of(List.of(
                new UnusualMetric("WAL written", "bytes", THREE.plusSeconds(3600), 6e9, 1e9, 3),
                new UnusualMetric("commits", "", THREE, 40, 400, 2),
                new UnusualMetric("Redis evictions", "", THREE, 40, 0, 1)));

        assertThat(advice.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.title()).isEqualTo("Unusual for the hour: WAL written, commits, Redis evictions");
            assertThat(finding.severity()).isEqualTo(Severity.INFO);
            assertThat(finding.explanation())
                    .contains("WAL written from 2026-02-28T04:00:00Z, 6.0 times the usual; ")
                    .contains("commits from 2026-02-28T03:00:00Z, 10 % of the usual; ")
                    .endsWith("Redis evictions from 2026-02-28T03:00:00Z, usually none.");
            assertThat(finding.since()).contains(THREE);
        });
        assertThat(UnusualMetricFindings.of(List.of())).isEqualTo(Advice.NONE);
    }
}
