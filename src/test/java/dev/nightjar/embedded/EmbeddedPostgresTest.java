package dev.nightjar.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedPostgresTest {
    @ParameterizedTest
    @ValueSource(ints = {13, 18})
    void aServerOfItsMajorStartsRestartsAndLeavesNothing(int major) throws SQLException {
        Path run;
        try (EmbeddedPostgres server =
                EmbeddedPostgres.start(TestPostgres.options(major).withoutDurability())) {
            run = server.dataDirectory().getParent();
            assertThat(one(server, "SELECT current_setting('server_version_num')::int / 10000"))
                    .isEqualTo(Integer.toString(major));
            one(server, "CREATE TABLE t AS SELECT 42 AS x");
            int port = server.port();

            server.restart();

            assertThat(server.port()).isEqualTo(port);
            assertThat(one(server, "SELECT x FROM t")).isEqualTo("42");
        }
        assertThat(run).doesNotExist();
    }

    @Test
    void onlyItsOwnerReadsTheDataAndOnlyThePasswordOpensTheDoor() throws Exception {
        try (EmbeddedPostgres server =
                EmbeddedPostgres.start(TestPostgres.options(18).withoutDurability())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(server.dataDirectory())))
                    .isEqualTo("rwx------");
            assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), "guess"))
                    .hasMessageContaining("password authentication failed");
            assertThat(one(server, "SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules"))
                    .isEqualTo("scram-sha-256");
            assertThat(one(server, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(server.serverLog()).doesNotContain(server.password());
        }
    }

    @Test
    void aWrongSettingIsReportedInTheServersOwnWords() {
        assertThatThrownBy(() -> EmbeddedPostgres.start(TestPostgres.options(18).withSetting("no_such_setting", "1")))
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("FATAL")
                .hasMessageContaining("no_such_setting");
    }

    @Test
    void aFailureIsReportedInTheServersOwnWordsAlsoWhenItCollectsItsLog() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(
                TestPostgres.options(18).withoutDurability().withSetting("logging_collector", "on"))) {
            Files.writeString(server.dataDirectory().resolve("pg_hba.conf"), "nonsense");

            assertThatThrownBy(server::restart)
                    .isInstanceOf(EmbeddedServerException.class)
                    .hasMessageContaining("could not load")
                    .hasMessageContaining("pg_hba.conf");
        }
    }

    @Test
    void aWrongInitdbArgumentIsReportedInTheServersOwnWords() {
        assertThatThrownBy(() -> EmbeddedPostgres.start(TestPostgres.options(18).withInitdbArguments("--no-such")))
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("unrecognized option '--no-such'");
    }

    @Test
    void twoServersStartAtTheSameTime() throws Exception {
        PostgresOptions options = TestPostgres.options(18).withoutDurability();
        var one = CompletableFuture.supplyAsync(() -> EmbeddedPostgres.start(options));
        var two = CompletableFuture.supplyAsync(() -> EmbeddedPostgres.start(options));
        try (EmbeddedPostgres a = one.get();
                EmbeddedPostgres b = two.get()) {
            assertThat(a.port()).isNotEqualTo(b.port());
            assertThat(one(a, "SELECT 1")).isEqualTo(one(b, "SELECT 1"));
        }
    }

    @Test
    void anInterruptedThreadLeavesNothingEither() {
        EmbeddedPostgres server =
                EmbeddedPostgres.start(TestPostgres.options(18).withoutDurability());
        long pid = server.pid();

        Thread.currentThread().interrupt();
        server.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(ProcessHandle.of(pid).filter(ServerProcess::isAlive)).isEmpty();
        assertThat(server.dataDirectory()).doesNotExist();
    }

    @Test
    void dataInANamedDirectoryStay(@TempDir Path directory) {
        Path data = directory.resolve("data");
        EmbeddedPostgres.start(TestPostgres.options(18).withDirectory(data)).close();

        assertThat(data.resolve("PG_VERSION")).exists();
        assertThatThrownBy(() -> EmbeddedPostgres.start(TestPostgres.options(18).withDirectory(data)))
                .hasMessageContaining("is not empty");
    }

    @Test
    void checksumsAndLocaleAreTheCallersChoice() throws SQLException {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(
                TestPostgres.options(18).withoutDurability().withInitdbArguments("--no-data-checksums"))) {
            assertThat(one(server, "SHOW data_checksums")).isEqualTo("off");
            assertThat(one(server, "SELECT datcollate FROM pg_database WHERE datname = 'template0'"))
                    .isEqualTo("C");
        }
    }

    @Test
    void aJarThatIsNoPostgresIsNamed(@TempDir Path directory) throws Exception {
        Path jar = Files.writeString(directory.resolve("some.jar"), "no jar");
        assertThatThrownBy(() -> PostgresBinaries.ofJar(jar))
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining(jar.toString());
    }

    @Test
    void anUnknownMajorIsNotFound() {
        assertThat(PostgresBinaries.find(9, List.of(Path.of("no/such/directory"))))
                .isEmpty();
    }

    private static String one(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet row = statement.getResultSet()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    @Test
    void checksumsBesideABinariesJarAreNoBinaries(@TempDir Path folder) throws IOException {
        Path binaries = Path.of(System.getProperty("nightjar.postgres.binaries", "target/postgres-binaries"));
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(binaries, "*-13.*.jar")) {
            for (Path jar : jars) {
                Files.createSymbolicLink(folder.resolve(jar.getFileName()), jar.toAbsolutePath());
                String newer = jar.getFileName().toString().replaceFirst("-13\\.\\d+", "-13.99");
                Files.writeString(folder.resolve(newer + ".sha1"), "0123");
            }
        }

        assertThat(PostgresBinaries.find(13, List.of(folder)))
                .hasValueSatisfying(found -> assertThat(found.major()).isEqualTo(13));
    }
}
