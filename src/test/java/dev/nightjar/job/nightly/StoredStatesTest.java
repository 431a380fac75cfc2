package dev.nightjar.job.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.config.Job;
import dev.nightjar.config.JobFiles;
import dev.nightjar.detect.CapacityOutlook;
import dev.nightjar.job.nightly.NightlyRun.Result;
import dev.nightjar.model.Advice;
import dev.nightjar.model.DatabaseMetric;
import dev.nightjar.model.Finding;
import dev.nightjar.model.InstanceMetric;
import dev.nightjar.model.Measures;
import dev.nightjar.model.Metric;
import dev.nightjar.model.Observation;
import dev.nightjar.model.SequenceMetric;
import dev.nightjar.model.ServerFacts;
import dev.nightjar.model.Severity;
import dev.nightjar.model.SlotMetric;
import dev.nightjar.model.Snapshot;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectKind;
import dev.nightjar.model.TableMetric;
import dev.nightjar.model.Window;
import dev.nightjar.store.Retention;
import dev.nightjar.store.Store;
import dev.nightjar.store.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs out and what only grows, in weeks that visits left in a store, most days of them packed. */
class StoredStatesTest {
    private static final String TARGET = "shop";
    private static final Instant START = Instant.parse("2026-02-01T00:00:00Z");
    private static final int DAYS = 35;
    private static final int VISITS_PER_DAY = 6;
    private static final int TABLES = 30;
    private static final double INT4 = Integer.MAX_VALUE;

    private final Path folder;
    private final Store store;

    StoredStatesTest(@TempDir Path folder) {
        this.folder = folder;
        this.store = Store.open(StoreSettings.file(folder.resolve("store")));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aWeekBeforeTheDiskIsFullTheNightTellsOfEverythingThatGrows() {
        for (int visit = 0; visit <= DAYS * VISITS_PER_DAY; visit++) {
            visit(visit, true);
        }
        Instant end = at(DAYS * VISITS_PER_DAY);
        store.tidy(TARGET, new Retention(end, START, START, START, START));

        Advice advice = night(DAYS);

        assertThat(run(DAYS)
                        .kept(Result.SERVER_STORY, ServerStory.class)
                        .orElseThrow()
                        .outlooks())
                .extracting(CapacityOutlook::object)
                .containsExactly(
                        "connections",
                        "size of shop",
                        "transaction age of shop",
                        CapacityOutlook.DISK,
                        "WAL kept by slot forgotten",
                        "sequence shop/public.order_id_seq");
        assertThat(advice.findings())
                .filteredOn(finding -> finding.severity().compareTo(Severity.LOW) < 0)
                .filteredOn(finding -> !finding.check().startsWith("PG-VER"))
                .extracting(Finding::id)
                .containsExactlyInAnyOrder(
                        "CAPACITY:" + CapacityOutlook.DISK,
                        "PG-SEQ-EXHAUST:shop/public.order_id_seq",
                        "PG-REPL-SLOT:forgotten",
                        "PG-VAC-XMIN:cleanup horizon",
                        "LEAK:dead rows");
        assertThat(found(advice, "LEAK:dead rows")).satisfies(leak -> {
            assertThat(leak.title())
                    .isEqualTo("Dead rows of 4 tables only grow, because something holds the cleanup horizon");
            assertThat(leak.symptomOf()).containsExactly("PG-VAC-XMIN:cleanup horizon");
            assertThat(leak.evidence())
                    .extracting(evidence -> evidence.metric())
                    .contains("shop/public.t0", "shop/public.t3");
        });
        assertThat(found(advice, "PG-SEQ-EXHAUST:shop/public.order_id_seq").severity())
                .isEqualTo(Severity.CRITICAL);
    }

    @Test
    void whatWasDroppedInTheNightIsNotToldAndAYoungStoreSaysSoOnce() {
        for (int visit = 0; visit < 10 * VISITS_PER_DAY; visit++) {
            visit(visit, true);
        }
        visit(10 * VISITS_PER_DAY, false);

        Advice advice = night(10);

        assertThat(advice.findings())
                .extracting(Finding::check)
                .doesNotContain("PG-SEQ-EXHAUST", "PG-REPL-SLOT", "LEAK", "CAPACITY");
        assertThat(advice.notAssessed())
                .filteredOn(one -> one.check().equals("CAPACITY"))
                .singleElement()
                .satisfies(one -> assertThat(one.reason()).contains("not enough history: 10 days are known"));
        assertThat(advice.notAssessed())
                .filteredOn(one -> one.check().equals("LEAK"))
                .singleElement()
                .satisfies(one -> assertThat(one.reason()).startsWith("whether dead rows only grow"));
    }

    @Test
    void aStoreOfAnEarlierReleaseHasNeitherAndTheNightSaysNothingOfThem() {
        for (int visit = 0; visit <= 3 * VISITS_PER_DAY; visit++) {
            visit(visit, false);
        }

        assertThat(night(3).findings())
                .extracting(Finding::check)
                .doesNotContain("PG-SEQ-EXHAUST", "PG-REPL-SLOT", "PG-ARCHIVE");
    }

    private Finding found(Advice advice, String id) {
        return advice.findings().stream()
                .filter(finding -> finding.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private Instant at(int visit) {
        return START.plus(Duration.ofHours(24L / VISITS_PER_DAY * visit));
    }

    private Advice night(int days) {
        NightlyRun run = run(days);
        run.keep(Result.SERVER, new ServerFacts(180_001, "18.1", "1", false, START, List.of()));
        new Detect(store).run(run);
        new Advise(new Nights(store)).run(run);
        return run.kept(Result.ADVICE, Advice.class).orElseThrow();
    }

    private NightlyRun run(int days) {
        Job job = new JobFiles(Map.of("PASSWORD", "x")).parse("shop.yaml", """
                target: shop
                postgres:
                  url: "jdbc:postgresql://127.0.0.1:1/shop"
                  user: nightjar
                  passwordEnv: PASSWORD
                  diskSize: 200GB
                """);
        Instant end = START.plus(Duration.ofDays(days));
        return new NightlyRun(job, new Window(end.minus(Duration.ofDays(1)), end), 1, folder, store);
    }

    /** @param states whether there are slots and sequences */
    private void visit(int visit, boolean states) {
        double day = visit / (double) VISITS_PER_DAY;
        record(
                "pg_stat_activity",
                visit,
                observation(
                        SubjectKind.INSTANCE,
                        "postgres",
                        Map.of(),
                        Map.of(
                                InstanceMetric.SNAPSHOTS,
                                1.0,
                                InstanceMetric.CONNECTIONS,
                                20.0 + visit * 7 % 5,
                                InstanceMetric.MAX_CONNECTIONS,
                                500.0,
                                InstanceMetric.OLDEST_XMIN_AGE,
                                day < 10 ? 500 : 2e5 * (day - 10))));
        // Another view of the same server, which does not tell the horizon.
        record(
                "pg_stat_wal",
                visit,
                observation(SubjectKind.INSTANCE, "postgres", Map.of(), Map.of(InstanceMetric.WAL_BYTES, 1e8 * visit)));
        record(
                "pg_stat_database:shop",
                visit,
                observation(
                        SubjectKind.DATABASE,
                        "shop",
                        Map.of(Subject.DATABASE, "shop"),
                        Map.of(
                                DatabaseMetric.COMMITS,
                                1e6 * visit,
                                DatabaseMetric.SIZE_BYTES,
                                1e11 + 2.5e9 * day,
                                DatabaseMetric.FROZEN_XID_AGE,
                                1e6)));
        List<Observation> tables = new ArrayList<>();
        for (int table = 0; table < TABLES; table++) {
            // The first four have rows deleted that someone still sees since the tenth day.
            double dead =
                    1000 + (visit * 31 + table * 17) % 97 * 50 + (table < 4 && day > 10 ? 20_000 * (day - 10) : 0);
            tables.add(observation(
                    SubjectKind.TABLE,
                    "shop/public.t" + table,
                    Map.of(Subject.DATABASE, "shop", Subject.SCHEMA, "public", Subject.TABLE, "t" + table),
                    Map.of(
                            TableMetric.UPDATED,
                            1e4 * visit,
                            TableMetric.AUTOVACUUMS,
                            2.0 * visit,
                            TableMetric.LIVE_ROWS,
                            2e6,
                            TableMetric.DEAD_ROWS,
                            dead)));
        }
        record("pg_stat_user_tables:shop", visit, tables.toArray(Observation[]::new));
        if (states) {
            record("pg_replication_slots", visit, slot("forgotten", 4e9 * day), slot("standby", 1e6 * (visit % 7)));
            record(
                    "pg_sequences:shop",
                    visit,
                    sequence("order_id_seq", 1e9 + 2e7 * day),
                    sequence("slow_seq", 5),
                    sequence("never_seq", Double.NaN));
        } else {
            record("pg_replication_slots", visit);
            record("pg_sequences:shop", visit);
        }
    }

    private void record(String source, int visit, Observation... observations) {
        store.samples().record(new Snapshot(TARGET, source, at(visit), "epoch", List.of(observations)));
    }

    private static Observation slot(String name, double kept) {
        return observation(
                SubjectKind.REPLICATION_SLOT,
                name,
                Map.of(Subject.SLOT, name, Subject.SLOT_TYPE, "physical", Subject.WAL_STATUS, "reserved"),
                Map.of(SlotMetric.WAL_KEPT, kept, SlotMetric.ACTIVE, name.equals("standby") ? 1.0 : 0.0));
    }

    private static Observation sequence(String name, double used) {
        Map<String, String> attributes = new TreeMap<>(Map.of(
                Subject.DATABASE, "shop",
                Subject.SCHEMA, "public",
                Subject.SEQUENCE, name,
                Subject.COLUMNS, "public.t\tid\tinteger",
                Subject.TYPE, "integer",
                Subject.OWN_END, "2147483647",
                Subject.INCREMENT, "1",
                Subject.READABLE, "yes"));
        return observation(
                SubjectKind.SEQUENCE,
                "shop/public." + name,
                attributes,
                Map.of(
                        SequenceMetric.LAST_VALUE,
                        used + 1,
                        SequenceMetric.END_VALUE,
                        INT4,
                        SequenceMetric.USED,
                        used,
                        SequenceMetric.RANGE,
                        INT4 - 1));
    }

    private static Observation observation(
            SubjectKind kind, String key, Map<String, String> attributes, Map<? extends Metric, Double> values) {
        return new Observation(
                Subject.of(kind, key, attributes),
                Measures.read(kind, metric -> values.getOrDefault(metric, Double.NaN)));
    }
}
