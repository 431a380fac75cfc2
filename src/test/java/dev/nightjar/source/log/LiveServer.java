package dev.nightjar.source.log;

import dev.nightjar.embedded.EmbeddedPostgres;
import dev.nightjar.embedded.PostgresOptions;
import dev.nightjar.embedded.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * A real server that writes its log in every format at once, each major with another prefix, zone and verbosity. What
 * the superuser runs is neither logged nor counted: it prepares and asks.
 */
final class LiveServer implements AutoCloseable {
    /** Holds blanks, a comma, quotes and brackets. */
    static final String DATABASE = "shop, \"a\" [b]";

    static final String PASSWORD = "correct horse";

    private final EmbeddedPostgres server;
    private final Path data;

    private LiveServer(EmbeddedPostgres server, Path data) {
        this.server = server;
        this.data = data;
    }

    /**
     * @param data where its data go and stay
     */
    static LiveServer start(int major, Path data) {
        Map<String, String> settings = new HashMap<>();
        settings.put("shared_preload_libraries", "pg_stat_statements,auto_explain");
        settings.put("pg_stat_statements.track", "top");
        settings.put("pg_stat_statements.max", "5000");
        settings.put("max_connections", "16");
        settings.put("shared_buffers", "32MB");
        settings.put("logging_collector", "on");
        settings.put("log_directory", "log");
        settings.put("log_filename", "pg.log");
        settings.put("log_rotation_age", "0");
        settings.put("log_rotation_size", "0");
        settings.put("log_destination", major >= 15 ? "stderr,csvlog,jsonlog" : "stderr,csvlog");
        settings.put("log_min_duration_statement", "0");
        settings.put("log_connections", "on");
        settings.put("log_disconnections", "on");
        settings.put("log_replication_commands", "on");
        settings.put("log_lock_waits", "on");
        settings.put("deadlock_timeout", "60ms");
        settings.put("log_temp_files", "0");
        settings.put("log_checkpoints", "on");
        settings.put("log_autovacuum_min_duration", "0");
        settings.put("autovacuum_naptime", "1s");
        settings.put("archive_mode", "on");
        settings.put("archive_command", "false");
        settings.put("track_io_timing", "on");
        settings.put("jit", "off");
        settings.putAll(style(major));
        if (major >= 14) {
            settings.put("compute_query_id", "on");
        }
        PostgresOptions options = TestPostgres.options(major)
                .withoutDurability()
                .withSettings(settings)
                .withDirectory(data);
        return new LiveServer(EmbeddedPostgres.start(options), data);
    }

    /** Prefixes of services and distributions, zones, verbosity. */
    private static Map<String, String> style(int major) {
        return switch (major) {
            case 13 -> Map.of("log_line_prefix", "%m [%p] %q%u@%d ", "log_timezone", "UTC");
            case 14 ->
                Map.of(
                        "log_line_prefix", "%t [%p]: [%l-1] user=%u,db=%d,app=%a,client=%h ",
                        "log_timezone", "Europe/Berlin",
                        "log_error_verbosity", "verbose");
            case 15 -> Map.of("log_line_prefix", "%t:%r:%u@%d:[%p]:", "log_timezone", "UTC");
            case 16 -> Map.of("log_line_prefix", "%m [%p]: [%l-1] db=%d,user=%u ", "log_timezone", "Asia/Kolkata");
            case 17 ->
                Map.of(
                        "log_line_prefix", "%n|%p|%c|%v|%e|%Q|%a|%u|%d|",
                        "log_timezone", "America/New_York",
                        "log_error_verbosity", "verbose");
            default -> Map.of("log_line_prefix", "%m [%p] qid=%Q %q%u@%d/%a ", "log_timezone", "UTC");
        };
    }

    int major() {
        return server.major();
    }

    /** As superuser, whose statements are neither logged nor counted. */
    Connection admin(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", server.user());
        properties.setProperty("password", server.password());
        properties.setProperty("ApplicationName", "admin");
        properties.setProperty("options", "-c log_min_duration_statement=-1");
        return connect(database, properties);
    }

    void admin(String database, String... statements) throws SQLException {
        try (Connection connection = admin(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Connects without any statement of the driver's own. */
    Connection connect(String database, Properties properties) throws SQLException {
        properties.setProperty("assumeMinServerVersion", "13");
        String name = java.net.URLEncoder.encode(database, StandardCharsets.UTF_8);
        return DriverManager.getConnection(server.jdbcUrl(name), properties);
    }

    /** The newest file of the log in one format: {@code log}, {@code csv} or {@code json}. */
    Path file(String format) {
        return data.resolve("log").resolve("pg." + format);
    }

    List<String> formats() {
        return major() >= 15 ? List.of("log", "csv", "json") : List.of("log", "csv");
    }

    String text(String format) {
        try {
            return Files.readString(file(format), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops the server, so that every format has every event; the whole files. */
    Map<String, byte[]> stopped() throws TimeoutException, IOException {
        server.close();
        Map<String, byte[]> logs = new HashMap<>();
        for (String format : formats()) {
            // The process that writes the log outlives the others by a moment.
            until("the end of the log in " + format, () -> text(format).contains("database system is shut down"));
            logs.put(format, Files.readAllBytes(file(format)));
        }
        return logs;
    }

    static void until(String what, BooleanSupplier condition) throws TimeoutException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("waited 20 s for " + what);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /** Calls by text of pg_stat_statements, without the superuser's. */
    List<Counted> counted() throws SQLException {
        List<Counted> rows = new ArrayList<>();
        try (Connection connection = admin("postgres");
                Statement statement = connection.createStatement();
                var result = statement.executeQuery("SELECT queryid, query, calls, total_exec_time"
                        + " FROM pg_stat_statements WHERE userid <> 10 ORDER BY queryid")) {
            while (result.next()) {
                rows.add(new Counted(result.getLong(1), result.getString(2), result.getLong(3), result.getDouble(4)));
            }
        }
        return rows;
    }

    /** A row of pg_stat_statements. */
    record Counted(long queryId, String text, long calls, double totalMs) {}

    @Override
    public void close() {
        server.close();
    }
}
