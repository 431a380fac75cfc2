package dev.nightjar.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.embedded.EmbeddedPostgres;
import dev.nightjar.embedded.TestPostgres;
import dev.nightjar.embedded.TestPostgres.TestDatabase;
import dev.nightjar.model.MissingInput;
import dev.nightjar.model.TimeMap;
import dev.nightjar.model.target.PostgresTarget;
import dev.nightjar.model.target.Tls;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a role may not do, what is not installed and what cannot be reached, each with its remedy. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresAccessTest {
    private static final String PASSWORD = "a password";

    private final Map<Integer, EmbeddedPostgres> bare = new HashMap<>();
    private TestDatabase database = TestPostgres.shared(18).newDatabase();

    @AfterAll
    void stop() {
        bare.values().forEach(EmbeddedPostgres::close);
    }

    @BeforeEach
    void makeRoles() {
        database = TestPostgres.shared(18).newDatabase();
        dropRoles();
        database.execute(
                "CREATE ROLE plain LOGIN PASSWORD '" + PASSWORD + "'",
                "CREATE ROLE monitor LOGIN PASSWORD '" + PASSWORD + "' IN ROLE pg_monitor");
    }

    @AfterEach
    void dropRoles() {
        database.execute("DROP ROLE IF EXISTS plain", "DROP ROLE IF EXISTS monitor");
    }

    @Test
    void aRoleWithOnlyPgMonitorReadsAllCounters() {
        database.execute("CREATE EXTENSION pg_stat_statements", "CREATE TABLE t AS SELECT 1 AS x");

        PostgresReading reading = collect(ATarget.of(database, "monitor", PASSWORD));

        assertThat(reading.missing()).isEmpty();
        assertThat(reading.snapshots())
                .allSatisfy(snapshot -> assertThat(snapshot.observations())
                        .as(snapshot.source())
                        .satisfies(all -> assertThat(
                                        all.isEmpty() && !snapshot.source().matches(".*(indexes|slots|sequences).*"))
                                .isFalse()));
    }

    @Test
    void aRoleWithoutRightsIsToldWhatToGrant() {
        database.execute("CREATE EXTENSION pg_stat_statements", "CREATE TABLE t AS SELECT 1 AS x");

        PostgresReading reading = collect(ATarget.of(database, "plain", PASSWORD));

        assertThat(reading.server()).isPresent();
        assertThat(reading.snapshots())
                .extracting(snapshot -> snapshot.source())
                .contains("pg_stat_user_tables:" + database.name())
                .doesNotContain("pg_stat_statements", "pg_stat_activity");
        assertThat(reading.missing())
                .extracting(MissingInput::source, MissingInput::remedy)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("postgres statistics", "GRANT pg_monitor TO \"plain\";"),
                        org.assertj.core.groups.Tuple.tuple("pg_stat_statements", "GRANT pg_monitor TO \"plain\";"));
    }

    @Test
    void aMissingExtensionIsToldWithTheDatabase() {
        MissingInput missing = onlyMissing(ATarget.of(database));

        assertThat(missing.source()).isEqualTo("pg_stat_statements");
        assertThat(missing.reason()).isEqualTo("the extension is not installed in the database " + database.name());
        assertThat(missing.remedy()).contains("CREATE EXTENSION pg_stat_statements;");
    }

    @Test
    void aWrongPasswordIsToldWithoutThePassword() {
        MissingInput missing = onlyMissing(ATarget.of(database, "monitor", "guess1234"));

        assertThat(missing.reason()).isEqualTo("password authentication failed for user \"monitor\"");
        assertThat(missing.remedy()).contains("ALTER ROLE \"monitor\" PASSWORD").doesNotContain("guess1234");
    }

    @Test
    void aMissingPasswordIsToldWithThePlacesForIt() {
        assertThat(onlyMissing(ATarget.of(database, "monitor", "")).remedy())
                .contains("passwordEnv")
                .contains(".pgpass");
    }

    @Test
    void anUnknownDatabaseIsTold() {
        PostgresTarget target = ATarget.of(database);

        assertThat(onlyMissing(ATarget.of(target.hosts(), "no_such", database.user(), database.password()))
                        .reason())
                .isEqualTo("database \"no_such\" does not exist");
    }

    @Test
    void aDatabaseWithoutConnectIsToldWithTheGrant() {
        database.execute("REVOKE CONNECT ON DATABASE " + database.name() + " FROM PUBLIC");

        assertThat(onlyMissing(ATarget.of(database, "plain", PASSWORD)).remedy())
                .isEqualTo("GRANT CONNECT ON DATABASE \"" + database.name() + "\" TO \"plain\";");
    }

    @Test
    void anUnreachableServerIsTold() throws IOException {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }

        MissingInput missing = onlyMissing(ATarget.of("127.0.0.1:" + nobody, "shop", "me", "x"));

        assertThat(missing.source()).isEqualTo("postgres");
        assertThat(missing.reason()).contains("refused");
        assertThat(missing.remedy()).contains("listen_addresses").contains(Integer.toString(nobody));
    }

    @Test
    void aServerWithoutTlsIsToldWhenTlsIsRequired() {
        MissingInput missing = onlyMissing(ATarget.withTls(ATarget.of(database), Tls.of(Tls.Mode.REQUIRE)));

        assertThat(missing.reason()).contains("SSL");
        assertThat(missing.remedy()).contains("tls: prefer");
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 18})
    void aServerThatDoesNotPreloadTheExtensionIsTold(int major) {
        EmbeddedPostgres server = bare(major);

        assertThat(onlyMissing(target(server, server.user(), server.password())).remedy())
                .contains("ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'; then restart")
                .contains("CREATE EXTENSION pg_stat_statements;");
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 18})
    void theGrantsLetARoleReadStatisticsAndTheLogAndCanBeTakenBack(int major) throws Exception {
        EmbeddedPostgres server = bare(major);
        run(server, "CREATE TABLE t AS SELECT i FROM generate_series(1, 100) i; ANALYZE t");
        run(server, Files.readString(Path.of("sql/grants.sql")));
        run(server, Files.readString(Path.of("sql/grants.sql")));
        run(server, "ALTER ROLE nightjar PASSWORD '" + PASSWORD + "'");
        PostgresTarget target = target(server, "nightjar", PASSWORD);

        assertThat(GrantedAccess.COLUMN_STATISTICS.missing(target, "postgres")).isEmpty();
        try (PostgresSession session = PostgresSession.open(target, "postgres");
                Statement statement = session.connection().createStatement()) {
            var rows = statement.executeQuery(
                    "SELECT count(*) FROM nightjar.column_statistics() WHERE relation_name = 't'");
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(1);
            assertThatThrownBy(() -> statement.execute("SELECT * FROM public.t"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> statement.execute("CREATE TEMP TABLE x (i int)"))
                    .hasMessageContaining("read-only");
            assertThatThrownBy(() -> statement.execute("SELECT nightjar.read_log('../postgresql.conf', 0, 100)"))
                    .hasMessageContaining("there is no log file");
        }
        try (LogOverSql log = new LogOverSql(target, TimeMap.IDENTITY)) {
            LogOverSql.ServerFile file = log.list().get(0);
            String whole = new String(log.read(file.name(), 0, 1 << 20), StandardCharsets.UTF_8);
            assertThat(whole).contains("ready to accept connections");
            assertThat(new String(log.read(file.name(), 10, 20), StandardCharsets.UTF_8))
                    .isEqualTo(whole.substring(10, 30));
            assertThat(log.read(file.name(), 1 << 30, 10)).isEmpty();
            assertThat(log.read("gone.log", 0, 10)).isEmpty();
            assertThatThrownBy(() -> log.read("../postgresql.conf", 0, 10))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        run(server, Files.readString(Path.of("sql/grants-undo.sql")));
        run(server, Files.readString(Path.of("sql/grants-undo.sql")));
        assertThat(onlyMissing(target).reason()).contains("nightjar");
        run(server, "DROP TABLE t");
    }

    @Test
    void whatARoleWithOnlyPgMonitorMayNotReadIsToldWithTheRemedy() {
        EmbeddedPostgres server = bare(18);
        run(server, "CREATE TABLE t AS SELECT 1 AS i");
        run(server, "CREATE ROLE monitor LOGIN PASSWORD '" + PASSWORD + "' IN ROLE pg_monitor");
        PostgresTarget target = target(server, "monitor", PASSWORD);

        assertThat(GrantedAccess.COLUMN_STATISTICS.missing(target, "postgres"))
                .hasValueSatisfying(missing -> assertThat(missing.reason()).contains("may not read 1 tables"));
        try (LogOverSql log = new LogOverSql(target, TimeMap.IDENTITY)) {
            String name = log.list().get(0).name();

            assertThatThrownBy(() -> log.read(name, 0, 10))
                    .isInstanceOf(LogUnreadableException.class)
                    .hasMessageContaining("permission denied for function pg_read_binary_file")
                    .hasMessageContaining("sql/grants.sql");
            run(server, "GRANT EXECUTE ON FUNCTION pg_read_binary_file(text, bigint, bigint, boolean) TO monitor");
            assertThat(log.read(name, 0, 10)).hasSize(10);
        }
        run(server, "DROP TABLE t; DROP OWNED BY monitor; DROP ROLE monitor");
    }

    @Test
    void aHostThatIsNotLetInIsToldTheLineForIt() {
        SQLException refused = new SQLException(
                "FATAL: no pg_hba.conf entry for host \"10.0.0.7\", user \"nightjar\", database \"Shop\", no encryption",
                "28000");

        MissingInput missing = ConnectionRefusal.of(refused, ATarget.of("db:5432", "Shop", "nightjar", "x"), "Shop");

        assertThat(missing.remedy())
                .contains("host \"Shop\" nightjar 10.0.0.7/32 scram-sha-256")
                .contains("tls: require");
    }

    /** A server that preloads nothing and writes a log. */
    private EmbeddedPostgres bare(int major) {
        return bare.computeIfAbsent(
                major,
                number -> EmbeddedPostgres.start(TestPostgres.options(number)
                        .withoutDurability()
                        .withSetting("logging_collector", "on")
                        .withSetting("log_directory", "server_log")));
    }

    private static PostgresTarget target(EmbeddedPostgres server, String user, String password) {
        return ATarget.of("127.0.0.1:" + server.port(), "postgres", user, password);
    }

    private static MissingInput onlyMissing(PostgresTarget target) {
        PostgresReading reading = collect(target);
        assertThat(reading.missing()).hasSize(1);
        return reading.missing().get(0);
    }

    private static PostgresReading collect(PostgresTarget target) {
        try (PostgresSource source = new PostgresSource(target, TimeMap.IDENTITY)) {
            return source.collect();
        }
    }

    private static void run(EmbeddedPostgres server, String sql) {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
