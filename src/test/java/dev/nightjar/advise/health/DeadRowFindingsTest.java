package dev.nightjar.advise.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.detect.DeadRows;
import dev.nightjar.detect.DeadRows.Found;
import dev.nightjar.detect.Leak;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Severity;
import dev.nightjar.model.Thresholds;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeadRowFindingsTest {
    private final DeadRowFindings findings = new DeadRowFindings(Thresholds.STANDARD);

    @Test
    void oneTableIsToldWithItsGrowth() {
        Finding finding = only(found(0, leaking(1)), List.of());

        assertThat(finding.id()).isEqualTo("LEAK:dead rows of shop/public.t0");
        assertThat(finding.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(finding.title()).isEqualTo("Dead rows of shop/public.t0 only grow");
        assertThat(finding.explanation())
                .startsWith("Even the lowest value of each day rises since 2026-01-01, to 200 000 dead rows beside"
                        + " 1 000 000 live ones")
                .contains("Vacuum ran 20 times in the last fortnight and did not remove them.");
    }

    @Test
    void aHeldHorizonIsOneFindingThatNamesItsTables() {
        Finding finding = only(
                found(3e6, leaking(40)),
                List.of(Finding.about("PG-VAC-XMIN", "cleanup horizon").build()));

        assertThat(finding.severity()).isEqualTo(Severity.HIGH);
        assertThat(finding.title())
                .isEqualTo("Dead rows of 40 tables only grow, because something holds the cleanup horizon");
        assertThat(finding.explanation()).contains("the oldest snapshot lay 3 000 000 transactions back");
        assertThat(finding.symptomOf()).containsExactly("PG-VAC-XMIN:cleanup horizon");
        assertThat(finding.evidence())
                .filteredOn(evidence -> evidence.metric().startsWith("shop/"))
                .hasSize(10);
        assertThat(finding.evidence())
                .anySatisfy(evidence -> assertThat(evidence.note()).isEqualTo("30 more with fewer dead rows"));
    }

    @Test
    void manyTablesWithoutAKnownCauseAreOneFindingAndAFewAreTheirOwn() {
        assertThat(findings.of(found(0, leaking(3)), List.of()).findings()).hasSize(3);
        assertThat(only(found(0, leaking(4)), List.of()).title()).isEqualTo("Dead rows of 4 tables only grow");
    }

    @Test
    void whatIsToldOfATableWithItsRemedyIsNotToldOnceMore() {
        Finding lag =
                Finding.about("PG-VAC-LAG", "t0").identifiedBy("shop/public.t0").build();

        assertThat(findings.of(found(0, leaking(1)), List.of(lag))).isEqualTo(Advice.NONE);
        assertThat(findings.of(found(0, leaking(2)), List.of(lag)).findings()).hasSize(1);
    }

    @Test
    void tooShortAHistoryIsToldOnceForAllTables() {
        Advice advice = findings.of(new Found(List.of(), 0, true, 0), List.of());

        assertThat(advice.notAssessed())
                .singleElement()
                .satisfies(one -> assertThat(one.reason()).contains("14 days yet"));
        assertThat(findings.of(new Found(List.of(), 0, false, 0), List.of())).isEqualTo(Advice.NONE);
    }

    private Finding only(Found found, List<Finding> told) {
        Advice advice = findings.of(found, told);
        assertThat(advice.findings()).hasSize(1);
        return advice.findings().get(0);
    }

    private static Found found(double horizon, List<DeadRows.Table> leaking) {
        return new Found(leaking, 4000, false, horizon);
    }

    private static List<DeadRows.Table> leaking(int tables) {
        return IntStream.range(0, tables)
                .mapToObj(i -> new DeadRows.Table(
                        "shop/public.t" + i,
                        200_000 - i,
                        1e6,
                        20,
                        LocalDate.parse("2026-01-01"),
                        new Leak(0, 5000, 4900, 5100, 1e-9, .9)))
                .toList();
    }
}
