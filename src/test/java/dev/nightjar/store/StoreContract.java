package dev.nightjar.store;

import static dev.nightjar.model.StatementMetric.CALLS;
import static dev.nightjar.model.StatementMetric.MAX_MS;
import static dev.nightjar.model.StatementMetric.PLAN_MS;
import static dev.nightjar.store.Snapshots.NOON;
import static dev.nightjar.store.Snapshots.aSnapshot;
import static dev.nightjar.store.Snapshots.aStatement;
import static dev.nightjar.store.Snapshots.aTable;
import static dev.nightjar.store.Snapshots.at;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.model.Evidence;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Fingerprint;
import dev.nightjar.model.Impact;
import dev.nightjar.model.InstanceMetric;
import dev.nightjar.model.Measures;
import dev.nightjar.model.Observation;
import dev.nightjar.model.PoolSamples;
import dev.nightjar.model.Sample;
import dev.nightjar.model.SequenceMetric;
import dev.nightjar.model.ServerFacts;
import dev.nightjar.model.Setting;
import dev.nightjar.model.Severity;
import dev.nightjar.model.SlotMetric;
import dev.nightjar.model.Snapshot;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.SubjectKind;
import dev.nightjar.model.TableMetric;
import dev.nightjar.model.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store does, whatever database it is kept in. */
abstract class StoreContract {
    static final Window DAY = new Window(NOON, NOON.plus(Duration.ofDays(1)));
    static final Window FORTNIGHT = new Window(DAY.to().minus(Duration.ofDays(14)), DAY.to());

    Store store;

    /** Where the test's own, empty database is. */
    abstract StoreSettings settings();

    @BeforeEach
    void open() {
        store = Store.open(settings());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void theFirstSnapshotOnlyMarksWhereCountingBegins() {
        assertThat(store.samples().record(aSnapshot(0, aStatement("a", 10)))).isZero();

        assertThat(histories()).isEmpty();
    }

    @Test
    void visitsOfOneHourAreOneSampleOfAStatementOnEitherSideOfTheNight() {
        for (int visit = 0; visit <= 24; visit++) {
            store.samples().record(aSnapshot(120 + visit * 300, aStatement("a", 10 + visit)));
        }
        Window night = window(1800, 24 * 3600);

        List<SubjectHistory> stored = store.samples().histories("shop", window(0, 24 * 3600), night);
        store.tidy("shop", new Retention(at(3 * 24 * 3600), at(-1), at(-1), at(-1), at(-1)));

        assertThat(store.samples().histories("shop", window(0, 24 * 3600), night))
                .isEqualTo(stored);
        assertThat(only(stored).samples())
                .extracting(Sample::interval, sample -> sample.measures().get(CALLS))
                .containsExactly(
                        tuple(window(120, 1620), 5.0),
                        tuple(window(1620, 3420), 6.0),
                        tuple(window(3420, 7020), 12.0),
                        tuple(window(7020, 7320), 1.0));
        assertThat(only(stored).night(CALLS)).isEqualTo(19);
        assertThat(only(stored).lookback(CALLS)).isEqualTo(24);
    }

    @Test
    void whatHappenedBetweenSnapshotsIsKeptInOrderOfTime() {
        store.samples().record(aSnapshot(0, aStatement("a", 10)));
        store.samples().record(aSnapshot(3600, aStatement("a", 17)));
        store.samples().record(aSnapshot(7200, aStatement("a", 18)));

        SubjectHistory history = only(histories());

        assertThat(history.samples()).extracting(Sample::interval).containsExactly(window(0, 3600), window(3600, 7200));
        assertThat(history.samples())
                .extracting(sample -> sample.measures().get(CALLS))
                .containsExactly(7.0, 1.0);
        assertThat(history.night(CALLS)).isEqualTo(8);
        assertThat(history.night(MAX_MS)).isEqualTo(5);
        assertThat(history.night(PLAN_MS)).isNaN();
        assertThat(history.subject().attribute(Subject.TEXT)).isEqualTo("select a");
    }

    @Test
    void moreSubjectsThanAreReadAtOnceAreReadInTheirOrderAndOnlyTheKindsAskedFor() {
        List<String> keys = IntStream.range(0, 450).mapToObj(i -> "s" + i).toList();
        for (int visit = 0; visit < 3; visit++) {
            int calls = 10 + visit;
            store.samples()
                    .record(aSnapshot(
                            visit * 3600L,
                            Stream.concat(
                                            Stream.of(aTable("t", 100 + visit, 5)),
                                            keys.stream().map(key -> aStatement(key, calls)))
                                    .toArray(Observation[]::new)));
        }

        assertThat(histories()).hasSize(451);
        assertThat(store.samples()
                        .collect(
                                "shop",
                                Set.of(SubjectKind.STATEMENT),
                                FORTNIGHT,
                                DAY,
                                history -> history,
                                Collectors.toList()))
                .allSatisfy(history -> assertThat(history.samples()).hasSize(2))
                .extracting(history -> history.subject().key())
                .containsExactlyElementsOf(keys);
    }

    @Test
    void theHistoryOfAFactBeginsWithWhatHeldBefore() {
        store.facts().save("shop", at(-7200), setting("1"));
        store.facts().save("shop", at(-3600), setting("2"));
        store.facts().save("shop", at(3600), setting("2"));
        store.facts().save("shop", at(7200), setting("3"));
        store.facts().save("shop", at(48 * 3600), setting("4"));
        store.facts().save("other", at(3600), setting("9"));

        assertThat(store.facts().history("shop", Setting.class, DAY))
                .containsExactly(new Dated<>(at(-3600), setting("2")), new Dated<>(at(7200), setting("3")));
        assertThat(store.facts().history("shop", Setting.class, window(-9000, -8000)))
                .isEmpty();
    }

    private static Setting setting(String value) {
        return new Setting("work_mem", value, "kB", "default", "1", false);
    }

    @Test
    void recordingTheSameSnapshotTwiceCountsNothingTwice() {
        store.samples().record(aSnapshot(0, aStatement("a", 10)));
        store.samples().record(aSnapshot(60, aStatement("a", 17)));

        assertThat(store.samples().record(aSnapshot(60, aStatement("a", 17)))).isZero();
        assertThat(store.samples().record(aSnapshot(30, aStatement("a", 12)))).isZero();

        assertThat(only(histories()).night(CALLS)).isEqualTo(7);
        assertThat(store.samples().lastAt("shop", "pg_stat_statements")).contains(at(60));
    }

    @Test
    void nanosecondsDoNotMakeTheSameSnapshotLater() {
        Snapshot exact = aSnapshot(60, aStatement("a", 17));
        store.samples().record(aSnapshot(0, aStatement("a", 10)));
        store.samples().record(exact);
        Snapshot again = new Snapshot(
                exact.target(), exact.source(), exact.at().plusNanos(900), exact.epoch(), exact.observations());

        assertThat(store.samples().record(again)).isZero();
    }

    @Test
    void aQuietSubjectWritesNothing() {
        store.samples().record(aSnapshot(0, aStatement("a", 10), aStatement("b", 3)));

        assertThat(store.samples().record(aSnapshot(60, aStatement("a", 11), aStatement("b", 3))))
                .isEqualTo(1);
    }

    @Test
    void aLevelThatChangedIsWrittenAlthoughNothingWasCounted() {
        store.samples().record(aSnapshot(0, aTable("t", 100, 5_000_000)));

        assertThat(store.samples().record(aSnapshot(60, aTable("t", 101, 5_000_000))))
                .isEqualTo(1);
        assertThat(only(histories()).night(TableMetric.LIVE_ROWS)).isEqualTo(101);
    }

    @Test
    void anAgeIsWrittenInStepsOfAMillion() {
        store.samples().record(aSnapshot(0, aTable("t", 100, 5_000_000)));

        assertThat(store.samples().record(aSnapshot(60, aTable("t", 100, 5_900_000))))
                .isZero();
        assertThat(store.samples().record(aSnapshot(120, aTable("t", 100, 6_000_000))))
                .isEqualTo(1);
    }

    @Test
    void aSequenceIsWrittenInStepsOfATenThousandthOfItsRange() {
        store.samples().record(aSnapshot(0, Snapshots.aSequence(Double.NaN, 2e9)));
        assertThat(only(histories()).lookback(SequenceMetric.USED)).isNaN();

        assertThat(store.samples().record(aSnapshot(60, Snapshots.aSequence(1.001e9, 2e9))))
                .isEqualTo(1);
        assertThat(store.samples().record(aSnapshot(120, Snapshots.aSequence(1.0011e9, 2e9))))
                .isZero();
        assertThat(store.samples().record(aSnapshot(180, Snapshots.aSequence(1.0012e9, 2e9))))
                .isEqualTo(1);
        assertThat(store.samples().record(aSnapshot(240, Snapshots.aSequence(1.0012e9, 9e18))))
                .isEqualTo(1);
        assertThat(only(histories()).samples()).hasSize(3);
        assertThat(only(histories()).lookback(SequenceMetric.RANGE)).isEqualTo(9e18);
    }

    @Test
    void aSlotThatWasDroppedIsNoLongerThereWhateverItKept() {
        store.samples().record(aSnapshot(0, Snapshots.aSlot(1e9)));
        store.samples().record(aSnapshot(60, Snapshots.aSlot(2e9)));
        store.samples().record(aSnapshot(120));

        assertThat(store.samples().histories("shop", window(-60, 300), window(0, 300)))
                .isEmpty();
        assertThat(only(store.samples().histories("shop", window(-60, 100), window(0, 100)))
                        .night(SlotMetric.WAL_KEPT))
                .isEqualTo(2e9);

        store.samples().record(aSnapshot(180, Snapshots.aSlot(5)));
        assertThat(only(store.samples().histories("shop", window(-60, 300), window(0, 300)))
                        .night(SlotMetric.WAL_KEPT))
                .isEqualTo(5);
    }

    @Test
    void aTableThatDidNothingIsThereWithItsLevels() {
        store.samples().record(aSnapshot(0, aTable("t", 100, 5), aStatement("a", 1)));
        store.samples().record(aSnapshot(60, aTable("t", 100, 5), aStatement("a", 1)));

        SubjectHistory idle = only(histories());

        assertThat(idle.subject().key()).isEqualTo("t");
        assertThat(idle.samples()).isEmpty();
        assertThat(idle.night(TableMetric.LIVE_ROWS)).isEqualTo(100);
        assertThat(idle.lookback(TableMetric.SEQ_SCANS)).isZero();
        assertThat(idle.lookback(TableMetric.VACUUMS)).isNaN();
    }

    @Test
    void aTableThatIsGoneIsNoLongerThere() {
        store.samples().record(aSnapshot(-3600, aTable("t", 100, 5)));
        store.samples().record(aSnapshot(-1800));

        Window later = new Window(NOON, at(60));
        assertThat(store.samples().histories("shop", later, later)).isEmpty();
    }

    @Test
    void idleLevelsAreTheLastOnesBeforeTheLookback() {
        store.samples().record(aSnapshot(-3600, aTable("t", 100, 5)));
        store.samples().record(aSnapshot(-1800, aTable("t", 250, 5)));
        store.samples().record(aSnapshot(30, aTable("t", 250, 5)));

        Window later = new Window(NOON, at(60));
        assertThat(only(store.samples().histories("shop", later, later)).night(TableMetric.LIVE_ROWS))
                .isEqualTo(250);
    }

    @Test
    void anIntervalCountsToTheWindowInWhichItEnds() {
        store.samples().record(aSnapshot(-60, aStatement("a", 1)));
        store.samples().record(aSnapshot(0, aStatement("a", 3)));
        store.samples().record(aSnapshot(60, aStatement("a", 8)));

        SubjectHistory history = only(histories());

        assertThat(history.night(CALLS)).isEqualTo(5);
        assertThat(history.lookback(CALLS)).isEqualTo(7);
    }

    @Test
    void aStatementKeepsItsIdentityWhenItComesBackInOtherWords() {
        store.samples().record(aSnapshot(0, aStatement("a", 10)));
        store.samples().record(aSnapshot(60));
        store.samples().record(aSnapshot(120, Snapshots.aStatement("a", 4, "select a -- new")));

        SubjectHistory history = only(histories());

        assertThat(history.night(CALLS)).isEqualTo(4);
        assertThat(history.subject().attribute(Subject.TEXT)).isEqualTo("select a -- new");
    }

    @Test
    void sessionsAreWrittenEveryTime() {
        Observation three = Snapshots.sessions(3);
        store.samples().record(aSnapshot(0, three));
        store.samples().record(aSnapshot(60, three));
        store.samples().record(aSnapshot(120, three));

        assertThat(only(histories()).samples()).hasSize(2);
    }

    @Test
    void targetsDoNotSeeEachOther() {
        store.samples().record(aSnapshot(0, aStatement("a", 10)));
        store.samples().record(aSnapshot(60, aStatement("a", 12)));

        assertThat(store.samples().histories("other", FORTNIGHT, DAY)).isEmpty();
        assertThat(store.samples().coverage("other", FORTNIGHT)).isEmpty();
    }

    @Test
    void aSubjectThatIsTwiceInASnapshotIsRefusedAndNothingIsWritten() {
        store.samples().record(aSnapshot(0, aStatement("a", 10)));

        assertThatThrownBy(() -> store.samples().record(aSnapshot(60, aStatement("a", 12), aStatement("a", 12))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("STATEMENT a twice");
        assertThat(store.samples().lastAt("shop", "pg_stat_statements")).contains(at(0));
    }

    @Test
    void aQuietViewCompletesWhatABusyOneCountedOfTheSameSubject() {
        store.samples().record(ofTheServer("pg_stat_wal", 0, InstanceMetric.WAL_BYTES, 5));
        store.samples().record(ofTheServer("pg_stat_wal", 60, InstanceMetric.WAL_BYTES, 9));
        store.samples().record(ofTheServer("pg_stat_checkpointer", 0, InstanceMetric.CHECKPOINTS_TIMED, 3));
        store.samples().record(ofTheServer("pg_stat_checkpointer", 60, InstanceMetric.CHECKPOINTS_TIMED, 3));

        SubjectHistory server = only(histories());

        assertThat(server.lookback(InstanceMetric.WAL_BYTES)).isEqualTo(4);
        assertThat(server.lookback(InstanceMetric.CHECKPOINTS_TIMED)).isZero();
        assertThat(server.lookback(InstanceMetric.BUFFERS_BACKEND)).isNaN();
    }

    private static Snapshot ofTheServer(String source, long second, InstanceMetric metric, double value) {
        Measures measures = Measures.unknown(SubjectKind.INSTANCE).with(metric, value);
        Observation observation = new Observation(Subject.of(SubjectKind.INSTANCE, "postgres"), measures);
        return new Snapshot("shop", source, at(second), "epoch", List.of(observation));
    }

    @Test
    void coverageIsTheShareOfTheLookbackBetweenSnapshots() {
        store.samples().record(aSnapshot(-600, aStatement("a", 1)));
        store.samples().record(aSnapshot(600, aStatement("a", 2)));
        store.samples().record(Snapshots.anotherEpoch(aSnapshot(1200, aStatement("a", 1))));

        SourceCoverage coverage = only(store.samples().coverage("shop", window(0, 2400)));

        assertThat(coverage.share()).isEqualTo(0.5);
        assertThat(coverage.intervals()).hasSize(2);
        assertThat(coverage.resets()).containsExactly(window(600, 1200));
    }

    @Test
    void purgeForgetsWhatIsOld() {
        store.samples().record(aSnapshot(0, aStatement("a", 1), aStatement("b", 1)));
        store.samples().record(aSnapshot(60, aStatement("a", 2), aStatement("b", 2)));
        store.samples().record(aSnapshot(120, aStatement("a", 3)));
        store.samples().record(aSnapshot(180, aStatement("a", 7)));

        store.tidy("another", keeping(at(9_000), at(9_000)));
        store.tidy("shop", keeping(at(180), at(120)));

        assertThat(only(histories()).lookback(CALLS)).isEqualTo(4);
        store.samples().record(aSnapshot(240, aStatement("a", 8), aStatement("b", 5)));
        assertThat(histories()).extracting(history -> history.lookback(CALLS)).containsExactly(5.0, 5.0);
    }

    @Test
    void packingFinishedDaysChangesNothingThatIsRead() {
        Random random = new Random(5);
        double[] calls = new double[4];
        for (int hour = 0; hour <= 24 * 9; hour++) {
            Observation[] observations = new Observation[calls.length];
            for (int i = 0; i < calls.length; i++) {
                calls[i] += random.nextInt(3) == 0 ? random.nextDouble() * 1e6 : 0;
                observations[i] = aStatement("a" + i, calls[i]);
            }
            Snapshot snapshot = aSnapshot(hour * 3600L, observations);
            store.samples().record(hour == 100 ? Snapshots.anotherEpoch(snapshot) : snapshot);
            if (hour % 24 == 0) {
                store.samples()
                        .record(new Snapshot(
                                "shop",
                                "tables",
                                at(hour * 3600L),
                                "1",
                                List.of(aTable("idle", 7, hour < 50 ? 0 : 5e6))));
            }
        }
        List<List<SubjectHistory>> before = windows();

        store.tidy("shop", keeping(at(24 * 3600 * 6), at(-1)));
        assertThat(windows()).isEqualTo(before);
        store.tidy("shop", keeping(at(24 * 3600 * 9), at(-1)));
        assertThat(windows()).isEqualTo(before);
        store.samples().record(aSnapshot(24 * 3600 * 10, aStatement("a0", calls[0] + 3)));
        assertThat(store.samples()
                        .histories(
                                "shop", window(24 * 3600 * 9, 24 * 3600 * 10), window(24 * 3600 * 9, 24 * 3600 * 10)))
                .filteredOn(history -> history.subject().key().equals("a0"))
                .singleElement()
                .satisfies(history -> assertThat(history.night(CALLS)).isCloseTo(3, within(1e-6)));

        store.tidy("shop", keeping(at(24 * 3600 * 10), at(24 * 3600 * 7)));
        assertThat(store.samples().histories("shop", window(0, 24 * 3600 * 5), window(0, 3600)))
                .allSatisfy(history -> assertThat(history.samples()).isEmpty());
    }

    @Test
    void whoReadsWhileDaysArePackedFindsEverySampleOnce() throws Exception {
        int days = 40;
        long day = 24 * 3600;
        for (int i = 0; i <= days * 4; i++) {
            store.samples().record(aSnapshot(i * day / 4, aStatement("a", i)));
        }
        Window all = window(0, days * day);
        CompletableFuture<Void> packing =
                CompletableFuture.runAsync(() -> store.tidy("shop", keeping(all.to(), at(-1))));
        List<Double> seen = new ArrayList<>();
        do {
            seen.add(only(store.samples().histories("shop", all, all)).night(CALLS));
        } while (!packing.isDone());
        packing.get();

        assertThat(seen).containsOnly(days * 4.0);
    }

    @Test
    void anEntryThatIsEvictedIsNoFallOfItsStatement() {
        store.samples().record(aSnapshot(0, inParts(Map.of("1", 1000.0, "2", 50_000.0))));
        store.samples().record(aSnapshot(60, inParts(Map.of("2", 50_010.0))));
        // As another process sees it, which never saw the first entry.
        store.samples().record(aSnapshot(120, inParts(Map.of("2", 50_020.0, "3", 7.0))));

        assertThat(only(histories()).lookback(CALLS)).isEqualTo(10 + 10 + 7);
        assertThat(only(histories()).samples()).noneMatch(Sample::afterReset);
    }

    @Test
    void anEntryThatWasEvictedAndCameBackCountsFromZero() {
        store.samples().record(aSnapshot(0, inParts(Map.of("1", 1000.0, "2", 500.0))));
        store.samples().record(aSnapshot(60, inParts(Map.of("1", 4.0, "2", 501.0))));

        assertThat(only(histories()).lookback(CALLS)).isEqualTo(5);
        assertThat(only(histories()).samples()).allMatch(Sample::afterReset);
    }

    private static Observation inParts(Map<String, Double> calls) {
        Map<String, Measures> parts = new HashMap<>();
        calls.forEach((name, count) -> parts.put(name, aStatement("s", count).measures()));
        Observation whole = aStatement(
                "s", calls.values().stream().mapToDouble(Double::doubleValue).sum());
        return new Observation(whole.subject(), whole.measures(), parts);
    }

    @Test
    void aSnapshotIsOneWhicheverProcessTookIt() {
        for (int i = 0; i <= 3; i++) {
            store.samples()
                    .record(aSnapshot(
                            i * 60L,
                            new Observation(
                                    Subject.of(SubjectKind.INSTANCE, "shop"),
                                    Measures.unknown(SubjectKind.INSTANCE).with(InstanceMetric.SNAPSHOTS, 1))));
        }

        assertThat(only(histories()).lookback(InstanceMetric.SNAPSHOTS)).isEqualTo(3);
    }

    private List<List<SubjectHistory>> windows() {
        long day = 24 * 3600;
        return Stream.of(window(0, 9 * day), window(0, day / 2), window(day, 3 * day + 7200), window(8 * day, 9 * day))
                .map(window -> store.samples().histories("shop", window, window).stream()
                        .sorted(Comparator.comparing(
                                history -> history.subject().key()))
                        .toList())
                .toList();
    }

    static Retention keeping(Instant now, Instant samples) {
        return new Retention(now, samples, samples, Instant.EPOCH, Instant.EPOCH);
    }

    @Test
    void nightsAreKeptAsLongAsReportsAre() {
        store.nights().save("shop", DAY, 1, List.of(aFinding("X", 1)), List.of());
        store.nights().save("other", DAY, 1, List.of(), List.of());

        store.tidy("shop", new Retention(DAY.to(), DAY.to(), DAY.from(), Instant.EPOCH, Instant.EPOCH));
        assertThat(store.nights().list("shop")).hasSize(1);
        store.tidy("shop", new Retention(DAY.to(), DAY.to(), DAY.to(), Instant.EPOCH, Instant.EPOCH));

        assertThat(store.nights().list("shop")).isEmpty();
        assertThat(store.nights().list("other")).hasSize(1);
    }

    @Test
    void samplesOfManyMonthsAreFound() {
        Instant start = Instant.parse("2025-11-30T23:00:00Z");
        store.samples().record(Snapshots.aSnapshotAt(start, aStatement("a", 0)));
        for (int month = 1; month <= 4; month++) {
            store.samples()
                    .record(Snapshots.aSnapshotAt(start.plus(Duration.ofDays(31L * month)), aStatement("a", month)));
        }
        Window all = new Window(start, start.plus(Duration.ofDays(200)));
        assertThat(only(store.samples().histories("shop", all, all)).night(CALLS))
                .isEqualTo(4);

        store.samples().purge("shop", start.plus(Duration.ofDays(70)));

        assertThat(only(store.samples().histories("shop", all, all)).night(CALLS))
                .isEqualTo(2);
    }

    @Test
    void factsHoldFromTheirMomentUntilTheyChange() {
        store.facts().save("shop", at(0), server("64MB"));
        store.facts().save("shop", at(60), server("64MB"));
        store.facts().save("shop", at(120), server("1GB"));

        assertThat(store.facts().latest("shop", ServerFacts.class, at(-1))).isEmpty();
        assertThat(store.facts().latest("shop", ServerFacts.class, at(119))).contains(server("64MB"));
        assertThat(store.facts().latest("shop", ServerFacts.class, at(120))).contains(server("1GB"));
    }

    @Test
    void poolSamplesAreFoundByWindow() {
        PoolSamples early = pool(1);
        PoolSamples late = pool(2);
        store.facts().saveAll("shop", at(30), List.of(early), PoolSamples.class);
        store.facts().saveAll("shop", at(90), List.of(late), PoolSamples.class);

        assertThat(store.facts().during("shop", PoolSamples.class, window(0, 60)))
                .containsExactly(List.of(early));
        assertThat(store.facts().latestAll("shop", PoolSamples.class, at(100))).containsExactly(late);
    }

    @Test
    void whatAStepPassesOnIsReplacedWhenTheStepRunsAgain() {
        store.facts().saveFor("shop", DAY, "findings", List.of(aFinding("X", 1)));
        store.facts().saveFor("shop", DAY, "findings", List.of(aFinding("X", 2)));

        assertThat(store.facts().loadAllFor("shop", DAY, "findings", Finding.class))
                .containsExactly(aFinding("X", 2));
        assertThat(store.facts().loadFor("shop", FORTNIGHT, "findings", Finding.class))
                .isEmpty();
    }

    @Test
    void factsThatStillHoldSurviveAPurge() {
        store.facts().save("shop", at(0), server("64MB"));
        store.facts().save("shop", at(60), server("1GB"));

        store.facts().purge("shop", at(600));

        assertThat(store.facts().latest("shop", ServerFacts.class, at(700))).contains(server("1GB"));
        assertThat(store.facts().latest("shop", ServerFacts.class, at(30))).isEmpty();
    }

    @Test
    void aLargeFactComesBackWhole() {
        byte[] noise = new byte[3_000_000];
        new java.util.Random(7).nextBytes(noise);
        store.nights().save("shop", DAY, 0, List.of(), List.of());
        store.nights().saveReport("shop", DAY, 0, noise);

        assertThat(store.nights().report("shop", DAY))
                .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(noise));
    }

    @Test
    void aSegmentReadAgainIsNotCountedTwice() {
        append(0, "first", "at 100");
        append(100, "second", "at 200");
        append(100, "second, longer", "at 300");

        assertThat(digests()).containsExactly("first", "second, longer");
        assertThat(store.logs().positions("shop")).singleElement().isEqualTo("at 300".getBytes(UTF_8));
        assertThat(store.logs().positions("other")).isEmpty();
    }

    @Test
    void positionsInFilesThatEndedLongAgoAreForgotten() {
        append(0, "first", "at 100");
        Instant end = at(3600);

        store.logs().purge("shop", at(-1));
        assertThat(store.logs().positions("shop")).hasSize(1);
        store.logs().purge("shop", end);
        assertThat(store.logs().positions("shop")).isEmpty();
    }

    @Test
    void readingFromTheStartAgainReplacesEverySegmentAfterIt() {
        append(0, "first", "at 100");
        append(100, "second", "at 200");
        append(0, "all", "at 200");

        assertThat(digests()).containsExactly("all");
    }

    @Test
    void finishedDaysOfALogBecomeOneDigestEach() {
        for (int i = 0; i < 120; i++) {
            append(i * 100L, "a", "at " + i);
        }
        append(86_400, "b", "next day");
        append(172_800, "c", "today");
        append(172_900, "d", "today");
        Instant today = at(172_950);

        store.logs().packDays("shop", today, StoreContract::joined);
        assertThat(digests()).containsExactly("a".repeat(120), "b", "c", "d");

        append("pg.log#2", 86_500, "late", "of another file");
        store.logs().packDays("shop", today, StoreContract::joined);
        store.logs().packDays("shop", today, StoreContract::joined);
        assertThat(digests()).containsExactly("a".repeat(120), "blate", "c", "d");
        assertThat(store.logs().positions("shop"))
                .containsExactly("today".getBytes(UTF_8), "of another file".getBytes(UTF_8));
    }

    private static byte[] joined(List<byte[]> digests) {
        return digests.stream()
                .map(bytes -> new String(bytes, UTF_8))
                .collect(Collectors.joining())
                .getBytes(UTF_8);
    }

    @Test
    void aNightSavedTwiceIsThereOnce() {
        store.nights().save("shop", DAY, 0, List.of(aFinding("X", 1), aFinding("Y", 2)), List.of());
        store.nights().save("shop", DAY, 0, List.of(aFinding("X", 3)), List.of());

        assertThat(store.nights().findings("shop", DAY)).containsExactly(aFinding("X", 3));
        assertThat(store.nights().list("shop")).containsExactly(new NightEntry("shop", DAY, 0, 1, 0, false));
    }

    @Test
    void aNewerRevisionReplacesAnOlderOneButNotTheOtherWayRound() {
        store.nights().save("shop", DAY, 0, List.of(aFinding("X", 1)), List.of());
        store.nights().saveReport("shop", DAY, 0, "{}".getBytes(UTF_8));

        assertThat(store.nights().save("shop", DAY, 1, List.of(aFinding("X", 2)), List.of()))
                .isTrue();
        assertThat(store.nights().report("shop", DAY)).isEmpty();
        assertThat(store.nights().save("shop", DAY, 0, List.of(), List.of())).isFalse();
        assertThat(store.nights().saveReport("shop", DAY, 0, "{}".getBytes(UTF_8)))
                .isFalse();

        assertThat(store.nights().findings("shop", DAY)).containsExactly(aFinding("X", 2));
    }

    @Test
    void findingsRememberTheirPast() {
        Window second = new Window(DAY.to(), DAY.to().plus(Duration.ofDays(1)));
        Window third = new Window(second.to(), second.to().plus(Duration.ofDays(1)));
        store.nights().save("shop", DAY, 0, List.of(aFinding("X", 1)), List.of());
        store.nights().save("shop", second, 0, List.of(aFinding("X", 5), aFinding("Y", 1)), List.of());
        store.nights().save("shop", third, 0, List.of(aFinding("X", 9)), List.of());

        Map<String, FindingHistory> past = store.nights().findingHistory("shop", third.from());

        assertThat(past.get("X"))
                .isEqualTo(new FindingHistory("X", DAY.to(), second.to(), 2, new Impact(5, Double.NaN)));
        assertThat(past).hasEntrySatisfying("Y", y -> assertThat(y.nightsSeen()).isEqualTo(1));
    }

    @Test
    void aDeliveryIsClaimedOnce() {
        DeliveryLedger deliveries = store.deliveries();

        assertThat(deliveries.state("mail")).isEqualTo(DeliveryLedger.State.NEW);
        assertThat(deliveries.claim("mail", at(0))).isTrue();
        assertThat(deliveries.claim("mail", at(1))).isFalse();
        assertThat(deliveries.state("mail")).isEqualTo(DeliveryLedger.State.UNCERTAIN);
        deliveries.confirm("mail", at(2));
        assertThat(deliveries.state("mail")).isEqualTo(DeliveryLedger.State.CONFIRMED);
        deliveries.release("mail");
        assertThat(deliveries.claim("mail", at(3))).isFalse();
    }

    @Test
    void aDeliveryThatCannotHaveArrivedMayBeTriedAgain() {
        store.deliveries().claim("mail", at(0));
        store.deliveries().release("mail");

        assertThat(store.deliveries().claim("mail", at(1))).isTrue();
    }

    /** The short cut past Flyway compares with a number that must be the newest migration's. */
    @Test
    void aStoreThatWasJustMadeIsUpToDate() throws java.sql.SQLException {
        try (var connection = store.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("update schema_history set checksum = 1");
        }
        store.close();

        store = Store.open(settings());
    }

    @Test
    void everythingIsThereAfterReopening() {
        store.samples().record(aSnapshot(0, aStatement("a", 10)));
        store.samples().record(aSnapshot(60, aStatement("a", 17)));
        store.close();

        store = Store.open(settings());

        assertThat(only(histories()).night(CALLS)).isEqualTo(7);
    }

    List<SubjectHistory> histories() {
        return store.samples().histories("shop", FORTNIGHT, DAY);
    }

    static <T> T only(List<T> list) {
        assertThat(list).hasSize(1);
        return list.get(0);
    }

    private static Window window(long fromSeconds, long toSeconds) {
        return new Window(at(fromSeconds), at(toSeconds));
    }

    private void append(long start, String digest, String position) {
        append("pg.log#1", start, digest, position);
    }

    private void append(String file, long start, String digest, String position) {
        store.logs()
                .append(
                        "shop",
                        file,
                        start,
                        at(start),
                        at(start + 99),
                        digest.getBytes(UTF_8),
                        position.getBytes(UTF_8));
    }

    private List<String> digests() {
        return store.logs()
                .sum(
                        "shop",
                        new Window(DAY.from(), DAY.to().plus(Duration.ofDays(9))),
                        ArrayList::new,
                        (all, bytes) -> all.add(new String(bytes, UTF_8)));
    }

    private static ServerFacts server(String sharedBuffers) {
        return new ServerFacts(
                180006,
                "18.6",
                "7",
                false,
                NOON,
                List.of(new Setting("shared_buffers", sharedBuffers, "8kB", "default", "128MB", false)));
    }

    private static PoolSamples pool(double at) {
        return new PoolSamples("web", 10, List.of(new PoolSamples.Point(at, 1, 2, 3, Double.NaN, 5, 6, 7)));
    }

    private static Finding aFinding(String id, double secondsPerDay) {
        return new Finding(
                id,
                "PG-TEST",
                "public.parcel",
                List.of(new Fingerprint(-1)),
                Severity.HIGH,
                "title",
                "explanation",
                List.of(Evidence.text("plan", "Seq Scan", "shadow")),
                new Impact(secondsPerDay, Double.NaN),
                0.9,
                Optional.of(NOON),
                List.of());
    }
}
