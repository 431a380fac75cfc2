package dev.nightjar.embedded;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Real servers for tests: one per major and test JVM, stopped when it ends; a fresh database per test class. */
public final class TestPostgres {
    private static final Map<Integer, TestPostgres> SHARED = new ConcurrentHashMap<>();

    private final EmbeddedPostgres server;
    private final AtomicInteger databases = new AtomicInteger();

    private TestPostgres(EmbeddedPostgres server) {
        this.server = server;
    }

    /** The server of a major (13 to 18), with pg_stat_statements preloaded. Do not change its settings or stop it. */
    public static TestPostgres shared(int major) {
        return SHARED.computeIfAbsent(
                major,
                m -> new TestPostgres(EmbeddedPostgres.start(options(m)
                        .withoutDurability()
                        .withSettings(
                                Map.of("shared_preload_libraries", "pg_stat_statements", "shared_buffers", "64MB")))));
    }

    /** For a test that needs a server of its own. */
    public static PostgresOptions options(int major) {
        return PostgresOptions.defaults(binaries(major));
    }

    /** Binaries of a major (13 to 18). */
    public static PostgresBinaries binaries(int major) {
        Path directory = Path.of(System.getProperty("nightjar.postgres.binaries", "target/postgres-binaries"));
        return PostgresBinaries.find(major, List.of(directory))
                .orElseThrow(() -> new IllegalStateException("no binaries of PostgreSQL " + major + " in " + directory
                        + ": run mvn generate-test-resources"));
    }

    public EmbeddedPostgres server() {
        return server;
    }

    /** Makes an empty database. */
    public TestDatabase newDatabase() {
        return newDatabase("");
    }

    /** Makes a copy of a database to which nobody is connected. */
    public TestDatabase copyOf(TestDatabase original) {
        return newDatabase(" TEMPLATE " + original.name());
    }

    private TestDatabase newDatabase(String options) {
        String name = "test_" + databases.incrementAndGet();
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + options);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new TestDatabase(name, server.jdbcUrl(name), server.user(), server.password());
    }

    /** An empty database and its superuser. */
    public record TestDatabase(String name, String url, String user, String password) {
        public Connection connect() throws SQLException {
            return DriverManager.getConnection(url, user, password);
        }

        /** Runs statements in one connection. */
        public void execute(String... statements) {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
