package dev.nightjar.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Measures;
import dev.nightjar.model.Sample;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectKind;
import dev.nightjar.model.Window;
import dev.nightjar.store.jdbc.SampleRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Column by column gives what adding sample to sample gives. */
class SampleTableTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-03-02T00:00:00Z");
    private static final Window DAY = new Window(MIDNIGHT, MIDNIGHT.plus(Duration.ofDays(1)));
    private static final Window NIGHT = new Window(MIDNIGHT.plus(Duration.ofMinutes(130)), DAY.to());
    private static final Subject STATEMENT = Subject.of(SubjectKind.STATEMENT, "a");
    private static final Subject SERVER = Subject.of(SubjectKind.INSTANCE, "postgres");

    @Test
    void samplesOfAnHourAddUpCounterByCounterAndLevelsAreTheLast() {
        List<SampleRow> visits = visits(STATEMENT, 0, 12 * 24);
        SampleTable table = table(STATEMENT, visits);

        List<Sample> hours = table.samples(STATEMENT, Span::window);

        assertThat(hours)
                .as("the third hour is cut in two by the beginning of the night")
                .hasSize(25);
        assertThat(hours.get(0)).isEqualTo(sum(visits.subList(0, 12)));
        assertThat(hours.get(2)).isEqualTo(sum(visits.subList(24, 26)));
        assertThat(hours.get(3)).isEqualTo(sum(visits.subList(26, 36)));
        assertThat(hours.get(24)).isEqualTo(sum(visits.subList(276, 288)));
        assertThat(hours.stream().filter(Sample::afterReset)).hasSize(1);
    }

    @Test
    void theServerKeepsEverySample() {
        List<SampleRow> visits = visits(SERVER, 0, 50);

        assertThat(table(SERVER, visits).samples(SERVER, Span::window))
                .containsExactlyElementsOf(visits.stream()
                        .map(visit -> sum(SERVER, List.of(visit)))
                        .toList());
    }

    @Test
    void sumsAreThoseOfTheSamplesThatEndInASpan() {
        List<SampleRow> visits = visits(SERVER, 0, 100);
        SampleTable table = table(SERVER, visits);

        assertThat(table.sum(Span.of(NIGHT)))
                .contains(sum(SERVER, visits.subList(26, 100)).measures());
        assertThat(table.sum(new Span(0, 1))).isEqualTo(Optional.empty());
    }

    @Test
    void whatIsNotPackedFollowsWhatIsAndWhatEndsElsewhereIsLeftOut() {
        List<SampleRow> visits = visits(STATEMENT, -36, 30);
        SampleTable table = new SampleTable(SubjectKind.STATEMENT, new HourlyMerge(NIGHT), 5);
        table.add(SamplePack.open(SamplePack.pack(visits.subList(0, 42))), Span.of(DAY));
        visits.subList(42, 66).forEach(table::add);

        assertThat(table.samples(STATEMENT, Span::window))
                .containsExactlyElementsOf(
                        table(STATEMENT, visits.subList(36, 66)).samples(STATEMENT, Span::window));
    }

    @Test
    void severalViewsOfOneSubjectAreInOrderOfTime() {
        List<SampleRow> visits = visits(SERVER, 0, 30);
        SampleTable joined = SampleTable.joined(
                List.of(table(SERVER, visits.subList(10, 30)), table(SERVER, visits.subList(0, 15))));

        assertThat(joined.samples(SERVER, Span::window))
                .hasSize(35)
                .isSortedAccordingTo(java.util.Comparator.comparing(
                        sample -> sample.interval().to()))
                .contains(sum(SERVER, visits.subList(12, 13)));
    }

    private static SampleTable table(Subject subject, List<SampleRow> visits) {
        SampleTable table = new SampleTable(subject.kind(), new HourlyMerge(NIGHT), 5);
        table.add(SamplePack.open(SamplePack.pack(visits)), Span.of(DAY));
        return table;
    }

    /** Every five minutes. */
    private static List<SampleRow> visits(Subject subject, int first, int end) {
        Random random = new Random(first);
        List<SampleRow> visits = new ArrayList<>();
        for (int i = first; i < end; i++) {
            Instant to = MIDNIGHT.plus(Duration.ofMinutes(5L * (i + 1)));
            visits.add(new SampleRow(
                    1,
                    to.minus(Duration.ofMinutes(5)),
                    to,
                    i == 40,
                    Measures.read(
                            subject.kind(), metric -> random.nextInt(6) == 0 ? Double.NaN : random.nextInt(1000))));
        }
        return visits;
    }

    private static Sample sum(List<SampleRow> visits) {
        return sum(STATEMENT, visits);
    }

    private static Sample sum(Subject subject, List<SampleRow> visits) {
        return new Sample(
                subject,
                new Window(visits.get(0).from(), visits.get(visits.size() - 1).to()),
                visits.stream().map(SampleRow::measures).reduce(Measures::plus).orElseThrow(),
                visits.stream().anyMatch(SampleRow::afterReset));
    }
}
