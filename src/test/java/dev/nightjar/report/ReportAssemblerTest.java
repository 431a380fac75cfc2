package dev.nightjar.report;

import static dev.nightjar.report.ANight.aNight;
import static dev.nightjar.report.ANight.anEmptyNight;
import static dev.nightjar.report.AnInput.aFinding;
import static dev.nightjar.report.AnInput.aQuietInput;
import static dev.nightjar.report.AnInput.anInput;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.model.Severity;
import dev.nightjar.model.TimeMap;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportAssemblerTest {
    private final Report report = anInput().assemble();

    @Test
    void sharesOfStatementsAddUpToAllDatabaseTime() {
        List<Load.StatementLoad> statements = report.load().byQuery();
        assertThat(statements.stream().mapToDouble(Load.StatementLoad::share).sum())
                .isCloseTo(1, within(1e-9));
        assertThat(statements.stream()
                        .mapToDouble(Load.StatementLoad::secondsPerDay)
                        .sum())
                .isCloseTo(report.load().dbTimeSecondsPerDay().value(), within(1e-6));
        assertThat(statements).hasSize(11);
        assertThat(statements.get(10).text()).isEqualTo("3 other statements");
    }

    @Test
    void theBaselineIsTheMedianOfWholeWeekdaysBeforeTheWindow() {
        Load load = report.load();
        List<Double> comparable = load.days().stream()
                .filter(day ->
                        day.comparable() && day.start().isBefore(report.scope().windowStart()))
                .map(Load.Day::secondsPerDay)
                .sorted()
                .toList();
        // 13 days before a Friday: four are weekend, and on one of the nine weekdays five hours are missing.
        assertThat(comparable).hasSize(8);
        assertThat(load.dbTimeSecondsPerDay().baseline())
                .isCloseTo((comparable.get(3) + comparable.get(4)) / 2, within(1e-9));
        assertThat(load.dbTimeSecondsPerDay().change()).isBetween(0.1, 0.3);
    }

    @Test
    void aDayOfWhichHoursAreMissingIsScaledAndNotCompared() {
        Load.Day partial = report.load().days().stream()
                .filter(day -> day.coverage() < 0.9)
                .findFirst()
                .orElseThrow();
        assertThat(partial.coverage()).isCloseTo(19 / 24.0, within(1e-9));
        assertThat(partial.comparable()).isFalse();
        assertThat(report.dataQuality().gaps())
                .containsExactly(new DataQuality.Gap(
                        ANight.START.plus(Duration.ofHours(100)), ANight.START.plus(Duration.ofHours(105))));
    }

    @Test
    void activeSessionsFollowTheServersClockWhenTimeIsSimulated() {
        TimeMap fast = new TimeMap(Instant.EPOCH, Instant.EPOCH, 1000);
        Report simulated = anInput().on(aNight().withTimeMap(fast).build()).assemble();
        assertThat(simulated.load().averageActiveSessions().value())
                .isCloseTo(1000 * report.load().averageActiveSessions().value(), within(1e-6));
    }

    @Test
    void waitClassesAreMeansPerLookAtTheServer() {
        Load load = report.load();
        assertThat(load.activeSessions().classes()).containsExactly("CPU", "IO", "Lock", "LWLock", "Client");
        assertThat(load.byWaitClass().stream().mapToDouble(Load.Share::share).sum())
                .isCloseTo(1, within(1e-9));
        double mean = load.activeSessions().values().stream()
                .flatMap(List::stream)
                .mapToDouble(Double::doubleValue)
                .sum();
        assertThat(mean / 24).isCloseTo(load.sampledActiveSessions(), within(1e-9));
    }

    @Test
    void withoutSessionSamplesActiveSessionsComeFromStatements() {
        Load load = anInput().on(aNight().withoutSessions().build()).assemble().load();
        assertThat(load.activeSessions().source()).isEqualTo("statement times");
        double mean = load.activeSessions().values().get(0).stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(load.averageActiveSessions().value(), within(1e-9));
    }

    @Test
    void whatProbablyHurtsWithinAMonthComesBeforeItsRank() {
        assertThat(report.summary().actNow()).containsExactly(idOf("Raise the pool checkout from 8 to 12 connections"));
        assertThat(report.summary().top())
                .hasSize(5)
                .doesNotContainAnyElementsOf(report.summary().actNow());
        assertThat(report.summary().top().get(0))
                .isEqualTo(idOf("Create an index on public.parcel (recipient_email, created_at)"));
    }

    @Test
    void scriptsBeginWithWhatIsHarmless() {
        List<String> inOrder = report.recommendations().stream()
                .filter(one -> one.step().isPresent())
                .sorted((a, b) ->
                        a.step().orElseThrow().number() - b.step().orElseThrow().number())
                .map(one -> one.actionType().name())
                .toList();
        assertThat(inOrder)
                .containsExactly(
                        "STATISTICS", "RELOAD_SETTING", "RELOAD_SETTING", "CREATE_INDEX", "DROP_INDEX", "DROP_INDEX");
    }

    @Test
    void historyTellsNewFromWorseFromResolved() {
        assertThat(report.findings())
                .filteredOn(finding -> finding.check().equals("PG-IDX-MISSING"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.status()).isEqualTo(FindingHistory.Status.PERSISTING);
                    assertThat(finding.nightsSeen()).isEqualTo(9);
                });
        assertThat(report.summary().worse()).hasSize(1);
        assertThat(report.summary().resolved()).hasSize(1);
        assertThat(report.summary().fresh()).hasSize(report.findings().size() - 2);
    }

    @Test
    void aSymptomIsLinkedWithItsCauseBothWays() {
        AnInput input = aQuietInput()
                .with(aFinding("PG-LOCK-WAIT", "a", Severity.HIGH, "cause", 0.2))
                .with(symptomOf("PG-LOCK-WAIT:a"));
        assertThat(input.assemble().findings())
                .satisfiesExactly(
                        cause -> assertThat(cause.causeOf()).containsExactly("PG-TXN-LONG:b"),
                        symptom -> assertThat(symptom.kind()).isEqualTo(ReportFinding.Kind.SYMPTOM));
    }

    private static dev.nightjar.model.Finding symptomOf(String cause) {
        dev.nightjar.model.Finding plain = aFinding("PG-TXN-LONG", "b", Severity.MEDIUM, "symptom", 0.1);
        return new dev.nightjar.model.Finding(
                plain.id(),
                plain.check(),
                plain.object(),
                plain.fingerprints(),
                plain.severity(),
                plain.title(),
                plain.explanation(),
                plain.evidence(),
                plain.impact(),
                plain.confidence(),
                plain.since(),
                List.of(cause));
    }

    @Test
    void aQuietNightNeedsNothing() {
        assertThat(aQuietInput().assemble().summary().verdict()).startsWith("Nothing needs doing");
    }

    @Test
    void whenNothingCouldBeReadNothingIsCalledGood() {
        Report empty = aQuietInput()
                .on(anEmptyNight()
                        .missing("postgres", "connection refused", "start it")
                        .build())
                .assemble();
        assertThat(empty.summary().verdict()).startsWith("Nothing found in what could be read");
        assertThat(empty.load().dbTimeSecondsPerDay().value()).isNaN();
        assertThat(empty.dataQuality().notAssessable())
                .containsExactly(new NotAssessable("postgres", "connection refused", "start it"));
    }

    @Test
    void everyStatementMentionedHasItsTextInTheReport() {
        assertThat(report.statements())
                .extracting(Report.StatementText::text)
                .contains(ANight.TRACKING, ANight.TARIFF, ANight.INVOICE);
    }

    @Test
    void aPoolIsFullOnlyWhenThreadsWait() {
        PoolReport pool = report.pool().get(0);
        assertThat(pool.saturatedShare()).isBetween(0.1, 0.5);
        assertThat(pool.maxPending()).isGreaterThan(0);
        assertThat(pool.meanUsageMs()).isCloseTo(21, within(1e-9));
        assertThat(pool.active().end()).isEqualTo(pool.pending().end());
    }

    private String idOf(String title) {
        return report.recommendations().stream()
                .filter(one -> one.title().equals(title))
                .findFirst()
                .orElseThrow()
                .id();
    }
}
