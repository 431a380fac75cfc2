package dev.nightjar.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.embedded.TestPostgres;
import dev.nightjar.embedded.TestPostgres.TestDatabase;
import dev.nightjar.model.DatabaseMetric;
import dev.nightjar.model.IndexMetric;
import dev.nightjar.model.InstanceMetric;
import dev.nightjar.model.Metric;
import dev.nightjar.model.Observation;
import dev.nightjar.model.Sample;
import dev.nightjar.model.Snapshot;
import dev.nightjar.model.StatementMetric;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectKind;
import dev.nightjar.model.TableMetric;
import dev.nightjar.model.TimeMap;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresSourceTest {
    private static final String POINT_QUERY = "SELECT count(*) FROM parcel WHERE id = ";

    @ParameterizedTest
    @ValueSource(ints = {13, 15, 18})
    void whatHappenedBetweenTwoVisitsIsTheDifference(int major) throws SQLException {
        TestDatabase database = aShop(major);
        try (PostgresSource source = new PostgresSource(ATarget.of(database), TimeMap.IDENTITY);
                Connection app = database.connect();
                Statement statement = app.createStatement()) {
            statement.execute("SELECT 1");
            awaitInserted(database, "parcel", 1000);
            database.execute(POINT_QUERY + 1);
            PostgresReading before = source.collect();
            database.execute(
                    POINT_QUERY + 1,
                    POINT_QUERY + 2,
                    POINT_QUERY + 3,
                    POINT_QUERY + 4,
                    POINT_QUERY + 5,
                    POINT_QUERY + 6,
                    POINT_QUERY + 7,
                    "SELECT count(*) FROM parcel WHERE id IN (1, 2)",
                    "SELECT count(*) FROM parcel WHERE id IN (1, 2, 3)",
                    "INSERT INTO parcel SELECT generate_series(1001, 1100)");
            awaitInserted(database, "parcel", 1100);
            PostgresReading after = source.collect();

            assertThat(after.missing()).isEmpty();
            Sample point = sample(before, after, "pg_stat_statements", "where id = $1");
            assertThat(point.measures().get(StatementMetric.CALLS)).isEqualTo(7);
            assertThat(point.measures().get(StatementMetric.EXEC_MS)).isPositive();
            assertThat(point.measures().get(StatementMetric.ROWS)).isEqualTo(7);
            assertThat(Double.isNaN(point.measures().get(StatementMetric.JIT_MS)))
                    .isEqualTo(major < 15);
            assertThat(point.subject().attribute(Subject.DATABASE)).isEqualTo(database.name());
            assertThat(point.subject().attribute(Subject.ROLE)).isEqualTo(database.user());

            Sample lists = sample(before, after, "pg_stat_statements", "where id in");
            assertThat(lists.measures().get(StatementMetric.CALLS)).isEqualTo(2);
            assertThat(lists.subject().attribute(Subject.QUERY_IDS).split(" ")).hasSize(major < 18 ? 2 : 1);

            Sample table =
                    sample(before, after, "pg_stat_user_tables:" + database.name(), database.name() + "/public.parcel");
            assertThat(table.measures().get(TableMetric.INSERTED)).isEqualTo(100);
            assertThat(table.measures().get(TableMetric.SIZE_BYTES)).isPositive();
            assertThat(table.subject().attribute(Subject.TABLE)).isEqualTo("parcel");
            Sample index = sample(before, after, "pg_stat_user_indexes:" + database.name(), "public.parcel_pkey");
            assertThat(index.measures().get(IndexMetric.SCANS)).isGreaterThanOrEqualTo(7);
            Sample whole = sample(before, after, "pg_stat_database:" + database.name(), database.name());
            assertThat(whole.measures().get(DatabaseMetric.COMMITS)).isGreaterThanOrEqualTo(10);
            assertThat(Double.isNaN(whole.measures().get(DatabaseMetric.SESSION_MS)))
                    .isEqualTo(major < 14);
            Sample sessions = sample(before, after, "pg_stat_activity", "postgres");
            assertThat(sessions.measures().get(InstanceMetric.SNAPSHOTS)).isEqualTo(1);
            assertThat(sessions.measures().get(InstanceMetric.CONNECTIONS)).isGreaterThanOrEqualTo(1);
            assertThat(of(after, SubjectKind.SESSIONS))
                    .anySatisfy(seen ->
                            assertThat(seen.subject().attribute(Subject.STATE)).isEqualTo("idle"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 14, 15, 16, 17, 18})
    void everyVersionTellsWhatItHas(int major) {
        TestDatabase database = aShop(major);
        PostgresReading reading = collect(database);

        assertThat(reading.missing()).isEmpty();
        assertThat(reading.server()).hasValueSatisfying(server -> {
            assertThat(server.major()).isEqualTo(major);
            assertThat(server.systemIdentifier()).matches("\\d{15,}");
            assertThat(server.setting("shared_buffers")).isPresent();
        });
        assertThat(reading.snapshots())
                .extracting(Snapshot::source)
                .contains("pg_stat_statements", "pg_stat_checkpointer", "pg_stat_activity", "pg_stat_statements_info");
        Observation checkpoints =
                of(reading, "pg_stat_checkpointer").observations().get(0);
        assertThat(checkpoints.measures().get(InstanceMetric.CHECKPOINTS_REQUESTED))
                .isNotNaN();
        assertThat(Double.isNaN(checkpoints.measures().get(InstanceMetric.BUFFERS_BACKEND)))
                .isEqualTo(major >= 17);
        Observation statements =
                of(reading, "pg_stat_statements_info").observations().get(0);
        assertThat(statements.measures().get(InstanceMetric.STATEMENTS_TRACKED)).isPositive();
        assertThat(Double.isNaN(statements.measures().get(InstanceMetric.STATEMENTS_EVICTED)))
                .isEqualTo(major < 14);
        for (Metric metric : List.of(StatementMetric.CALLS, StatementMetric.WAL_BYTES, StatementMetric.SHARED_HIT)) {
            assertThat(of(reading, SubjectKind.STATEMENT))
                    .allSatisfy(one -> assertThat(one.measures().get(metric)).isNotNaN());
        }
    }

    @Test
    void resetBetweenSnapshotsStartsANewEpoch() throws SQLException {
        TestDatabase database = aShop(18);
        try (PostgresSource source = new PostgresSource(ATarget.of(database), TimeMap.IDENTITY)) {
            database.execute("SELECT 1 FROM parcel LIMIT 1", "SELECT 1 FROM parcel LIMIT 1");
            PostgresReading before = source.collect();
            database.execute("SELECT pg_stat_statements_reset()", "SELECT 1 FROM parcel LIMIT 1");
            PostgresReading after = source.collect();

            Sample sample = sample(before, after, "pg_stat_statements", "from parcel limit");
            assertThat(sample.afterReset()).isTrue();
            assertThat(sample.measures().get(StatementMetric.CALLS)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 18})
    void resettingOneTableDoesNotCountTheOthersAnew(int major) throws SQLException {
        TestDatabase database = aShop(major);
        try (PostgresSource source = new PostgresSource(ATarget.of(database), TimeMap.IDENTITY)) {
            database.execute("CREATE TABLE other AS SELECT generate_series(1, 500) AS id");
            awaitInserted(database, "other", 500);
            PostgresReading before = source.collect();
            database.execute("SELECT pg_stat_reset_single_table_counters('other'::regclass)");
            awaitInserted(database, "other", 0);
            PostgresReading after = source.collect();

            String tables = "pg_stat_user_tables:" + database.name();
            assertThat(sample(before, after, tables, "public.parcel").measures().get(TableMetric.INSERTED))
                    .isZero();
            assertThat(sample(before, after, tables, "public.other").afterReset())
                    .isTrue();
        }
    }

    @Test
    void timesPassThroughTheTimeMapAndDurationsDoNot() {
        TestDatabase database = aShop(18);
        Instant origin = Instant.parse("2026-01-01T00:00:00Z");
        TimeMap yearsAhead = new TimeMap(origin, origin.plus(Duration.ofDays(3650)), 1);
        try (PostgresSource source = new PostgresSource(ATarget.of(database), yearsAhead)) {
            PostgresReading mapped = source.collect();
            PostgresReading plain = collect(database);

            Duration ahead = Duration.between(
                    of(plain, "pg_stat_activity").at(),
                    of(mapped, "pg_stat_activity").at());
            assertThat(ahead).isBetween(Duration.ofDays(3649), Duration.ofDays(3650));
            assertThat(mapped.server().orElseThrow().startedAt())
                    .isEqualTo(plain.server().orElseThrow().startedAt().plus(Duration.ofDays(3650)));
        }
    }

    @Test
    void otherDatabasesAreReadAndAnUnknownOneIsMissing() {
        TestDatabase database = aShop(18);
        TestDatabase other = aShop(18);
        try (PostgresSource source = new PostgresSource(
                ATarget.withDatabases(ATarget.of(database), other.name(), "no_such"), TimeMap.IDENTITY)) {
            PostgresReading reading = source.collect();

            assertThat(reading.snapshots())
                    .extracting(Snapshot::source)
                    .contains("pg_stat_user_tables:" + database.name(), "pg_stat_user_tables:" + other.name());
            assertThat(reading.missing()).singleElement().satisfies(missing -> {
                assertThat(missing.source()).isEqualTo("database no_such");
                assertThat(missing.reason()).isEqualTo("database \"no_such\" does not exist");
            });
        }
    }

    @Test
    void aTableUnderAnExclusiveLockIsReadWithoutItsSize() throws SQLException {
        TestDatabase database = aShop(18);
        try (Connection app = database.connect();
                Statement statement = app.createStatement()) {
            app.setAutoCommit(false);
            statement.execute("LOCK TABLE parcel IN ACCESS EXCLUSIVE MODE");
            PostgresReading reading = collect(database);

            assertThat(reading.missing()).isEmpty();
            assertThat(of(reading, SubjectKind.TABLE))
                    .singleElement()
                    .satisfies(table -> assertThat(table.measures().get(TableMetric.SIZE_BYTES))
                            .isNaN());
        }
    }

    @Test
    void itsOwnStatementsAndSessionsAreLeftOut() {
        TestDatabase database = aShop(18);
        collect(database);
        PostgresReading reading = collect(database);

        assertThat(of(reading, SubjectKind.STATEMENT))
                .extracting(one -> one.subject().attribute(Subject.TEXT))
                .noneMatch(text -> text.contains("pg_stat_statements (") || text.contains("pg_stat_activity"));
        assertThat(of(reading, SubjectKind.SESSIONS))
                .noneMatch(one -> one.subject().attribute(Subject.APPLICATION).startsWith("nightjar"));
    }

    @Test
    void settingsThatMayHoldAPasswordAreNotRead() {
        TestDatabase database = aShop(18);
        database.execute("ALTER DATABASE " + database.name() + " SET app.secret_token = 's3cret'");

        PostgresReading reading = collect(database);

        assertThat(reading.server().orElseThrow().toString()).doesNotContain("s3cret");
    }

    @Test
    void aSessionThatWasEndedBetweenVisitsIsOpenedAgain() {
        TestDatabase database = aShop(18);
        try (PostgresSource source = new PostgresSource(ATarget.of(database), TimeMap.IDENTITY)) {
            source.collect();
            database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE application_name = 'nightjar' AND datname = current_database()");

            assertThat(source.collect().missing()).isEmpty();
        }
    }

    private static TestDatabase aShop(int major) {
        TestDatabase database = TestPostgres.shared(major).newDatabase();
        database.execute(
                "CREATE EXTENSION pg_stat_statements",
                "CREATE TABLE parcel (id int PRIMARY KEY)",
                "INSERT INTO parcel SELECT generate_series(1, 1000)",
                "VACUUM ANALYZE parcel");
        return database;
    }

    private static PostgresReading collect(TestDatabase database) {
        try (PostgresSource source = new PostgresSource(ATarget.of(database), TimeMap.IDENTITY)) {
            return source.collect();
        }
    }

    /** Counters reach the views a little after the session that moved them has ended. */
    private static void awaitInserted(TestDatabase database, String table, long rows) throws SQLException {
        Instant limit = Instant.now().plusSeconds(20);
        long seen = -1;
        while (seen != rows && Instant.now().isBefore(limit)) {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "SELECT n_tup_ins FROM pg_stat_user_tables WHERE relname = '" + table + "'")) {
                seen = row.next() ? row.getLong(1) : -1;
            }
        }
        assertThat(seen).isEqualTo(rows);
    }

    private static Sample sample(PostgresReading before, PostgresReading after, String source, String containing) {
        return of(after, source).since(of(before, source)).stream()
                .filter(sample -> sample.subject().key().endsWith(containing)
                        || sample.subject().attribute(Subject.TEXT).contains(containing))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "no " + containing + " in " + of(after, source).observations()));
    }

    private static Snapshot of(PostgresReading reading, String source) {
        Optional<Snapshot> snapshot = reading.snapshots().stream()
                .filter(one -> one.source().equals(source))
                .findFirst();
        return snapshot.orElseThrow(() -> new AssertionError("no " + source + " in " + reading));
    }

    private static List<Observation> of(PostgresReading reading, SubjectKind kind) {
        return reading.snapshots().stream()
                .flatMap(snapshot -> snapshot.observations().stream())
                .filter(observation -> observation.subject().kind() == kind)
                .toList();
    }
}
