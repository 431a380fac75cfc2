package dev.nightjar.job.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.advise.health.OutlookFindings;
import dev.nightjar.detect.CapacityOutlook;
import dev.nightjar.model.DatabaseMetric;
import dev.nightjar.model.Measures;
import dev.nightjar.model.Sample;
import dev.nightjar.model.SequenceMetric;
import dev.nightjar.model.SlotMetric;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.SubjectKind;
import dev.nightjar.model.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is foretold of slots, sequences and the disk, and what is not worth it. */
class OutlooksTest {
    private static final int DAYS = 35;
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final Days HISTORY = new Days(new Window(START, START.plus(Duration.ofDays(DAYS))), ZoneOffset.UTC);
    private static final double INT4 = Integer.MAX_VALUE;

    @Test
    void walThatASlotKeepsIsForetoldAgainstItsLimitAndOnlyGrows() {
        CapacityOutlook slot = only(List.of(slot("old", DAYS, day -> 2e9 + 1e9 * day, 5e10)), Double.NaN);

        assertThat(slot.object()).isEqualTo("WAL kept by slot old");
        assertThat(slot.forecast().limit()).isEqualTo(5e10);
        assertThat(slot.forecast().reached().orElseThrow()).isBetween(12, 16);
        assertThat(slot.leak())
                .hasValueSatisfying(leak -> assertThat(leak.slopePerDay()).isCloseTo(1e9, within(1e8)));
    }

    @Test
    void aSlotThatKeepsNextToNothingOrWasGivenUpIsNotForetold() {
        assertThat(outlooks(List.of(slot("standby", DAYS, day -> 1e7 + 1e6 * day, Double.NaN)), Double.NaN))
                .isEmpty();
        assertThat(outlooks(
                        List.of(slot("lost", DAYS, day -> day < DAYS - 1 ? 1e10 * day : Double.NaN, Double.NaN)),
                        Double.NaN))
                .isEmpty();
    }

    @Test
    void aSequenceIsForetoldAgainstItsEndOnlyIfItComesWithinAYearOrIsMostlyUsed() {
        List<CapacityOutlook> outlooks = outlooks(
                List.of(
                        sequence("near", day -> 1e9 + 2e7 * day, INT4),
                        sequence("slow", day -> 1e8 + 1e5 * day, INT4),
                        sequence("wide", day -> 1e12 * day, 9e18),
                        sequence("mostly", day -> .6 * INT4 + 1e4 * day, INT4)),
                Double.NaN);

        assertThat(outlooks)
                .extracting(CapacityOutlook::object)
                .containsExactly("sequence shop/public.near", "sequence shop/public.mostly");
        assertThat(outlooks.get(0).forecast().limit()).isEqualTo(INT4);
        assertThat(outlooks.get(0).forecast().reached().orElseThrow()).isBetween(21, 25);
        assertThat(outlooks).allSatisfy(outlook -> assertThat(outlook.leak()).isEmpty());
    }

    @Test
    void daysOnWhichNothingWasWrittenDownAreKnown() {
        CapacityOutlook sequence = only(
                List.of(sequence("weekdays", day -> day % 7 < 5 ? 1e9 + 2e7 * day : Double.NaN, INT4)), Double.NaN);

        assertThat(sequence.peaks()[6]).isEqualTo(sequence.peaks()[4]);
        assertThat(sequence.forecast().reason()).isEmpty();
    }

    @Test
    void twoHundredSequencesOfAYoungStoreHaveOneReason() {
        List<SubjectHistory> sequences = IntStream.range(0, 200)
                .mapToObj(i -> sequence("s" + i, day -> day < 25 ? Double.NaN : 1e9 + 1e7 * day, INT4))
                .toList();

        List<CapacityOutlook> outlooks = outlooks(sequences, Double.NaN);

        assertThat(outlooks).hasSize(5);
        assertThat(OutlookFindings.of(outlooks, List.of()).notAssessed())
                .singleElement()
                .satisfies(one ->
                        assertThat(one.reason()).endsWith("not enough history: 10 days are known, 28 are needed"));
    }

    @Test
    void allDatabasesTogetherAreForetoldAgainstTheDisk() {
        List<SubjectHistory> databases = List.of(
                database("shop", day -> 1e11 + 1e9 * day),
                database("quiet", day -> day % 5 == 0 ? 2e10 : Double.NaN),
                database("idle", day -> Double.NaN),
                database("late", day -> day < 20 ? Double.NaN : 3e9),
                database("dropped", day -> day < 10 ? 4e10 : Double.NaN));

        CapacityOutlook disk = outlooks(databases, 2e11).stream()
                .filter(outlook -> outlook.object().equals(CapacityOutlook.DISK))
                .findFirst()
                .orElseThrow();

        assertThat(disk.peaks()[0]).isEqualTo(1e11 + 2e10 + 7e9 + 3e9 + 4e10);
        assertThat(disk.peaks()[DAYS - 1]).isEqualTo(1e11 + 34e9 + 2e10 + 7e9 + 3e9);
        assertThat(disk.forecast().limit()).isEqualTo(2e11);
        assertThat(disk.forecast().reached()).isPresent();
        assertThat(disk.leak()).isEmpty();
        assertThat(outlooks(databases, Double.NaN))
                .filteredOn(outlook -> outlook.object().equals("size of quiet"))
                .singleElement()
                .satisfies(quiet -> assertThat(quiet.forecast().reason()).isEmpty());
        assertThat(outlooks(databases, Double.NaN))
                .noneMatch(outlook -> outlook.object().equals(CapacityOutlook.DISK));
    }

    private static CapacityOutlook only(List<SubjectHistory> histories, double disk) {
        List<CapacityOutlook> outlooks = outlooks(histories, disk);
        assertThat(outlooks).hasSize(1);
        return outlooks.get(0);
    }

    private static List<CapacityOutlook> outlooks(List<SubjectHistory> histories, double disk) {
        return new Outlooks(histories, HISTORY, disk).all();
    }

    private static SubjectHistory slot(String name, int days, IntFunction<Double> kept, double limit) {
        return history(
                Subject.of(SubjectKind.REPLICATION_SLOT, name),
                days,
                day -> Measures.unknown(SubjectKind.REPLICATION_SLOT)
                        .with(SlotMetric.WAL_KEPT, kept.apply(day))
                        .with(SlotMetric.KEEP_LIMIT, limit),
                Measures.unknown(SubjectKind.REPLICATION_SLOT));
    }

    private static SubjectHistory sequence(String name, IntFunction<Double> used, double range) {
        return history(
                Subject.of(SubjectKind.SEQUENCE, "shop/public." + name),
                DAYS,
                day -> Measures.unknown(SubjectKind.SEQUENCE).with(SequenceMetric.USED, used.apply(day)),
                Measures.unknown(SubjectKind.SEQUENCE).with(SequenceMetric.RANGE, range));
    }

    private static SubjectHistory database(String name, IntFunction<Double> bytes) {
        return history(
                Subject.of(SubjectKind.DATABASE, name),
                DAYS,
                day -> Measures.unknown(SubjectKind.DATABASE).with(DatabaseMetric.SIZE_BYTES, bytes.apply(day)),
                Measures.unknown(SubjectKind.DATABASE).with(DatabaseMetric.SIZE_BYTES, 7e9));
    }

    /** One sample a day at noon; none where its first metric that matters is not known, as for what did not change. */
    private static SubjectHistory history(Subject subject, int days, IntFunction<Measures> values, Measures standing) {
        List<Sample> samples = new ArrayList<>();
        for (int day = 0; day < days; day++) {
            Measures measures = values.apply(day);
            Instant noon = START.plus(Duration.ofDays(day)).plus(Duration.ofHours(12));
            boolean slot = subject.kind() == SubjectKind.REPLICATION_SLOT;
            boolean known = java.util.Arrays.stream(measures.toArray()).anyMatch(Double::isFinite);
            if (slot || known) {
                samples.add(new Sample(subject, new Window(noon.minusSeconds(300), noon), measures, false));
            }
        }
        return new SubjectHistory(subject, samples, standing, standing);
    }
}
