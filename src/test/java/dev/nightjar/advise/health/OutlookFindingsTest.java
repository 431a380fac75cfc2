package dev.nightjar.advise.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.detect.CapacityOutlook;
import dev.nightjar.detect.ResponseTimeExplanation;
import dev.nightjar.detect.ResponseTimeModel;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class OutlookFindingsTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-01-01");

    private final Random random = new Random(5);

    @Test
    void aLimitThatComesNearIsAFindingWithItsDates() {
        Advice advice = OutlookFindings.of(
                List.of(outlook("connections", 60, d -> 40 + d + random.nextGaussian(), 110)), List.of());

        assertThat(advice.findings())
                .filteredOn(f -> f.id().startsWith("CAPACITY"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.HIGH);
                    assertThat(finding.title()).startsWith("The limit of connections is reached around 2026-03-1");
                    assertThat(finding.explanation())
                            .contains("between 2026-03-")
                            .contains("95 %");
                });
    }

    @Test
    void aCheckThatTellsHowAThingIsDoesNotHideWhatBecomesOfIt() {
        List<CapacityOutlook> outlooks =
                List.of(outlook("connections", 60, d -> 100 + 5 * d + random.nextGaussian(), 500));
        Finding saturated = Finding.about("PG-CONN-SAT", "connections")
                .severity(Severity.HIGH)
                .build();
        Finding worse = Finding.about("PG-REPL-SLOT", "connections")
                .severity(Severity.CRITICAL)
                .build();

        List<Finding> alone = OutlookFindings.of(outlooks, List.of()).findings();
        assertThat(alone).isNotEmpty();
        assertThat(OutlookFindings.of(outlooks, List.of(saturated)).findings()).isEqualTo(alone);
        assertThat(OutlookFindings.of(outlooks, List.of(worse)).findings()).isEmpty();
    }

    @Test
    void whatOnlyGrowsIsALeak() {
        Advice advice = OutlookFindings.of(
                List.of(outlook(
                        "Redis memory",
                        60,
                        d -> 1e9 + 2e7 * Math.max(0, d - 30) + 1e6 * random.nextGaussian(),
                        Double.NaN)),
                List.of());

        assertThat(advice.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.id()).startsWith("LEAK");
            assertThat(finding.explanation()).containsPattern("since about \\d{4}-\\d{2}-\\d{2} ");
            assertThat(finding.title()).contains("more Redis memory every month");
        });
    }

    @Test
    void levelSeriesGiveNoFindingAndShortOnesAReason() {
        Advice advice = OutlookFindings.of(
                List.of(
                        outlook("connections", 60, d -> 40 + random.nextGaussian(), 100),
                        outlook("Redis memory", 9, d -> 1e9, 2e9)),
                List.of());

        assertThat(advice.findings()).isEmpty();
        assertThat(advice.notAssessed())
                .singleElement()
                .satisfies(one -> assertThat(one.reason())
                        .contains("the future of Redis memory")
                        .contains("9 days are known"));
    }

    @Test
    void whatACheckTellsWithItsRemedyIsNotToldOnceMore() {
        List<CapacityOutlook> slot =
                List.of(outlook("WAL kept by slot old", 60, d -> 1e9 * (d + 1) + 1e6 * random.nextGaussian(), 8e10));

        assertThat(OutlookFindings.of(slot, List.of()).findings())
                .extracting(Finding::title)
                .satisfiesExactly(
                        limit -> assertThat(limit).startsWith("The limit of WAL kept by slot old is reached around"),
                        leak -> assertThat(leak).endsWith("more WAL kept by slot old every month, and never back"));
        assertThat(OutlookFindings.of(
                                slot,
                                List.of(Finding.about("PG-REPL-SLOT", "WAL kept by slot old")
                                        .severity(Severity.HIGH)
                                        .build()))
                        .findings())
                .isEmpty();
    }

    @Test
    void aDiskThatDatabasesFillSaysWhatIsNotCounted() {
        Advice advice = OutlookFindings.of(
                List.of(outlook(CapacityOutlook.DISK, 60, d -> 1e9 * (d + 40) + 1e7 * random.nextGaussian(), 1.2e11)),
                List.of());

        assertThat(advice.findings()).first().satisfies(finding -> {
            assertThat(finding.title())
                    .startsWith("The limit of disk space of all databases is reached around 2026-03-");
            assertThat(finding.explanation()).contains("lies on the volume are not counted: it is full earlier.");
        });
    }

    @Test
    void aSlowNightIsToldWithWhatItWentWith() {
        double[] load = new double[504];
        double[] ms = new double[504];
        double[] calls = new double[504];
        Arrays.setAll(load, h -> random.nextGaussian() + (h >= 480 ? 2 : 0));
        Arrays.setAll(ms, h -> 10 * Math.exp(.3 * load[h] + .02 * random.nextGaussian()));
        Arrays.fill(calls, 100);
        ResponseTimeExplanation slow = new ResponseTimeModel(ZoneOffset.UTC)
                .explain(Instant.EPOCH, Duration.ofHours(1), ms, calls, Map.of("load", load), 24);

        Advice advice = OutlookFindings.of(slow);

        assertThat(advice.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.INFO);
            assertThat(finding.explanation()).contains("it went with load (+");
        });
        assertThat(advice.notAssessed())
                .singleElement()
                .satisfies(one -> assertThat(one.reason()).contains("processor time"));
    }

    private static CapacityOutlook outlook(String name, int days, IntToDoubleFunction value, double limit) {
        double[] peaks = new double[days];
        Arrays.setAll(peaks, value);
        return CapacityOutlook.of(name, "", FIRST, peaks, peaks.clone(), limit, 0);
    }
}
