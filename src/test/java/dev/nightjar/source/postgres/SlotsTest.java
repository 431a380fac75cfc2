package dev.nightjar.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.embedded.EmbeddedPostgres;
import dev.nightjar.embedded.TestPostgres;
import dev.nightjar.embedded.TestPostgres.TestDatabase;
import dev.nightjar.model.InstanceMetric;
import dev.nightjar.model.Measures;
import dev.nightjar.model.Observation;
import dev.nightjar.model.SlotMetric;
import dev.nightjar.model.Snapshot;
import dev.nightjar.model.Subject;
import dev.nightjar.model.TimeMap;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What replication slots keep, and how archiving goes, on real servers. */
class SlotsTest {
    private static final double MEGABYTE = 1 << 20;

    @ParameterizedTest
    @ValueSource(ints = {13, 14, 15, 16, 17, 18})
    void aSlotWithoutAConsumerKeepsWhatIsWritten(int major) {
        TestDatabase database = TestPostgres.shared(major).newDatabase();
        String slot = "kept_for_nobody";
        database.execute("SELECT pg_create_physical_replication_slot('" + slot + "', true)");
        try {
            Measures before = slot(database, slot).measures();
            database.execute("CREATE TABLE t AS SELECT repeat('x', 1000) AS x FROM generate_series(1, 4000)");
            Observation after = slot(database, slot);

            assertThat(after.measures().get(SlotMetric.WAL_KEPT) - before.get(SlotMetric.WAL_KEPT))
                    .isBetween(1e6, 1e8);
            assertThat(after.measures().get(SlotMetric.ACTIVE)).isZero();
            assertThat(after.measures().get(SlotMetric.KEEP_LIMIT)).isNaN();
            assertThat(Double.isNaN(after.measures().get(SlotMetric.INACTIVE_SECONDS)))
                    .isEqualTo(major < 17);
            assertThat(after.subject().attribute(Subject.SLOT_TYPE)).isEqualTo("physical");
            assertThat(after.subject().attribute(Subject.WAL_STATUS)).isEqualTo("reserved");
        } finally {
            database.execute("SELECT pg_drop_replication_slot('" + slot + "')");
        }
        // So that a slot that was dropped is known to be gone.
        assertThat(snapshot(database, "pg_replication_slots").observations())
                .extracting(one -> one.subject().key())
                .doesNotContain(slot);
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 18})
    void aSlotThatNeedsMoreThanItMayKeepIsGivenUp(int major) throws SQLException {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(TestPostgres.options(major)
                .withoutDurability()
                .withSetting("max_slot_wal_keep_size", "32MB")
                .withSetting("archive_mode", "on")
                .withSetting("archive_command", "/bin/false"))) {
            TestDatabase database =
                    new TestDatabase("postgres", server.jdbcUrl("postgres"), server.user(), server.password());
            database.execute("SELECT pg_create_physical_replication_slot('limited', true)");

            Measures measures = slot(database, "limited").measures();
            assertThat(measures.get(SlotMetric.KEEP_LIMIT)).isEqualTo(32 * MEGABYTE);
            assertThat(measures.get(SlotMetric.SAFE_WAL_SIZE)).isBetween(1.0, 80 * MEGABYTE);

            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                for (int i = 0; i < 6; i++) {
                    statement.execute("SELECT pg_logical_emit_message(false, 'x', repeat('x', 12000000))");
                    statement.execute("SELECT pg_switch_wal()");
                }
                statement.execute("CHECKPOINT");
            }
            assertThat(slot(database, "limited").subject().attribute(Subject.WAL_STATUS))
                    .isIn("unreserved", "lost");

            awaitFailure(database);
            Measures archiver =
                    snapshot(database, "pg_stat_archiver").observations().get(0).measures();
            assertThat(archiver.get(InstanceMetric.ARCHIVE_FAILURES)).isPositive();
            assertThat(archiver.get(InstanceMetric.ARCHIVE_FAILING)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 18})
    void aStandbyKeepsWhatItHasReplayed(int major) throws IOException {
        try (EmbeddedPostgres server =
                EmbeddedPostgres.start(TestPostgres.options(major).withoutDurability())) {
            TestDatabase database =
                    new TestDatabase("postgres", server.jdbcUrl("postgres"), server.user(), server.password());
            database.execute(
                    "SELECT pg_create_physical_replication_slot('cascaded', true)",
                    "CREATE TABLE t AS SELECT repeat('x', 1000) AS x FROM generate_series(1, 4000)",
                    "CREATE SEQUENCE s",
                    "CREATE UNLOGGED TABLE u (id serial)",
                    "SELECT nextval('s'), nextval('u_id_seq')");
            Files.createFile(server.dataDirectory().resolve("standby.signal"));
            server.restart();
            TestDatabase standby =
                    new TestDatabase("postgres", server.jdbcUrl("postgres"), server.user(), server.password());

            assertThat(slot(standby, "cascaded").measures().get(SlotMetric.WAL_KEPT))
                    .isBetween(1e6, 1e8);
            assertThat(snapshot(standby, "pg_sequences:postgres").observations())
                    .extracting(one -> one.subject().key())
                    .contains("postgres/public.s");
        }
    }

    private static void awaitFailure(TestDatabase database) {
        for (int i = 0; i < 200; i++) {
            double failures = snapshot(database, "pg_stat_archiver")
                    .observations()
                    .get(0)
                    .measures()
                    .get(InstanceMetric.ARCHIVE_FAILURES);
            if (failures > 0) {
                return;
            }
            Thread.onSpinWait();
        }
    }

    private static Observation slot(TestDatabase database, String name) {
        return snapshot(database, "pg_replication_slots").observations().stream()
                .filter(one -> one.subject().key().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Snapshot snapshot(TestDatabase database, String source) {
        try (PostgresSource postgres = new PostgresSource(ATarget.of(database), TimeMap.IDENTITY)) {
            List<Snapshot> snapshots = postgres.collect().snapshots();
            return snapshots.stream()
                    .filter(one -> one.source().equals(source))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no " + source + " in " + snapshots));
        }
    }
}
