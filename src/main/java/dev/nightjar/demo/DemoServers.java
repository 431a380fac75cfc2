package dev.nightjar.demo;

import dev.nightjar.embedded.EmbeddedPostgres;
import dev.nightjar.embedded.EmbeddedRedis;
import dev.nightjar.embedded.PostgresBinaries;
import dev.nightjar.embedded.PostgresOptions;
import dev.nightjar.embedded.RedisOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The demo's PostgreSQL 18 and Redis, with the roles of its people. Both are private and go with {@link #close}. */
public final class DemoServers implements AutoCloseable {
    static final String DATABASE = "parcel";

    /** Owns the tables and runs the service. */
    static final String OWNER = "parcel_app";

    /** Makes the reports, with little memory. */
    static final String REPORTER = "parcel_report";

    /** What a monitoring target is read as: {@code pg_monitor} and no more. */
    static final String MONITOR = "nightjar";

    /** Data, WAL, temporary files and logs of a full run, measured 0.71 GB, with a third to spare. */
    private static final long REQUIRED_BYTES = 1_000L << 20;

    private final EmbeddedPostgres postgres;
    private final EmbeddedRedis redis;
    private final Map<String, String> passwords;

    private DemoServers(EmbeddedPostgres postgres, EmbeddedRedis redis, Map<String, String> passwords) {
        this.postgres = postgres;
        this.redis = redis;
        this.passwords = passwords;
    }

    /**
     * Looks whether there is room for a full run.
     *
     * @throws DemoException when there is not, with figures
     */
    public static void checkSpace() {
        Path place = EmbeddedPostgres.location();
        try {
            long free = Files.getFileStore(place).getUsableSpace();
            if (free < REQUIRED_BYTES) {
                throw new DemoException("The demo needs " + (REQUIRED_BYTES >> 20) + " MB of disk space and " + place
                        + " has " + (free >> 20) + " MB free: make room, or set NIGHTJAR_CACHE to another place.");
            }
        } catch (IOException e) {
            throw new DemoException("Cannot tell the free space of " + place + ": " + e + ".", e);
        }
    }

    /** Starts both servers and makes database and roles. */
    public static DemoServers start(Progress progress) {
        progress.at("Starting PostgreSQL 18", 0);
        EmbeddedPostgres postgres = EmbeddedPostgres.start(postgresOptions());
        try {
            progress.at("Starting Redis", 0.7);
            EmbeddedRedis redis = EmbeddedRedis.start(redisOptions());
            try {
                Map<String, String> passwords = Map.of(OWNER, secret(), REPORTER, secret(), MONITOR, secret());
                DemoServers servers = new DemoServers(postgres, redis, passwords);
                servers.createDatabase();
                progress.at("Servers are up", 1);
                return servers;
            } catch (RuntimeException e) {
                redis.close();
                throw e;
            }
        } catch (RuntimeException e) {
            postgres.close();
            throw e;
        }
    }

    public EmbeddedPostgres postgres() {
        return postgres;
    }

    public EmbeddedRedis redis() {
        return redis;
    }

    /** The role for Nightjar's own jobs. */
    public Access monitor() {
        return access(MONITOR);
    }

    /** Where the server writes its JSON log. */
    public Path logDirectory() {
        return postgres.dataDirectory().resolve("log");
    }

    Access owner() {
        return access(OWNER);
    }

    Access reporter() {
        return access(REPORTER);
    }

    /** Runs a script of several statements in the demo's database as superuser, such as the product's grants. */
    public void runAsSuperuser(String script) {
        try (Connection connection = postgres.connect(DATABASE);
                Statement statement = connection.createStatement()) {
            statement.execute(script);
        } catch (SQLException e) {
            throw new DemoException("Cannot run a script in the demo's database: " + e.getMessage() + ".", e);
        }
    }

    /**
     * Leaves both servers up when the JVM ends.
     *
     * @return the commands that stop them
     */
    public List<String> keep() {
        return List.of(postgres.keep(), redis.keep());
    }

    @Override
    public void close() {
        try {
            redis.close();
        } finally {
            postgres.close();
        }
    }

    private Access access(String role) {
        String password = passwords.get(role);
        if (password == null) {
            throw new IllegalArgumentException("the demo has no role " + role);
        }
        return new Access(postgres.jdbcUrl(DATABASE), role, password);
    }

    private void createDatabase() {
        try {
            try (Connection connection = postgres.connect("postgres");
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE ROLE " + OWNER + " LOGIN PASSWORD '" + passwords.get(OWNER) + "'");
                statement.execute("CREATE ROLE " + REPORTER + " LOGIN PASSWORD '" + passwords.get(REPORTER) + "'");
                // Planted: the reports' sorts do not fit.
                statement.execute("ALTER ROLE " + REPORTER + " SET work_mem = '512kB'");
                statement.execute("CREATE ROLE " + MONITOR + " LOGIN PASSWORD '" + passwords.get(MONITOR) + "'");
                statement.execute("GRANT pg_monitor TO " + MONITOR);
                statement.execute("CREATE DATABASE " + DATABASE + " OWNER " + OWNER);
            }
            try (Connection connection = postgres.connect(DATABASE);
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE EXTENSION pg_stat_statements");
            }
        } catch (SQLException e) {
            throw new DemoException("Cannot make the demo's database: " + e.getMessage() + ".", e);
        }
    }

    private static PostgresOptions postgresOptions() {
        return PostgresOptions.defaults(PostgresBinaries.bundled())
                .withSettings(Map.ofEntries(
                        Map.entry("shared_preload_libraries", "pg_stat_statements,auto_explain"),
                        Map.entry("shared_buffers", "512MB"),
                        Map.entry("effective_cache_size", "1GB"),
                        Map.entry("random_page_cost", "1.1"),
                        Map.entry("max_wal_size", "1GB"),
                        Map.entry("max_connections", "60"),
                        // Two cores, short statements: workers would only add noise.
                        Map.entry("max_parallel_workers_per_gather", "0"),
                        Map.entry("track_io_timing", "on"),
                        Map.entry("compute_query_id", "on"),
                        Map.entry("logging_collector", "on"),
                        Map.entry("log_destination", "jsonlog"),
                        Map.entry("log_min_duration_statement", "25ms"),
                        // Whole transactions show N+1 loops, whose single statements are always fast.
                        Map.entry("log_transaction_sample_rate", "0.2"),
                        Map.entry("log_lock_waits", "on"),
                        Map.entry("deadlock_timeout", "20ms"),
                        Map.entry("log_temp_files", "0"),
                        Map.entry("log_autovacuum_min_duration", "0"),
                        Map.entry("auto_explain.log_min_duration", "10ms"),
                        Map.entry("auto_explain.sample_rate", "0.05"),
                        Map.entry("auto_explain.log_analyze", "on"),
                        Map.entry("auto_explain.log_timing", "off"),
                        Map.entry("auto_explain.log_format", "json")));
    }

    private static RedisOptions redisOptions() {
        return RedisOptions.defaults()
                // Planted: a cache that holds a third of what is asked for.
                .withSetting("maxmemory", "16mb")
                .withSetting("maxmemory-policy", "volatile-lru")
                .withSetting("slowlog-log-slower-than", "1000")
                .withSetting("slowlog-max-len", "512")
                .withSetting("latency-monitor-threshold", "5");
    }

    private static String secret() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
