package dev.nightjar.source.log;

import dev.nightjar.embedded.EmbeddedPostgres;
import dev.nightjar.embedded.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Plays a mixed load of a web shop on an embedded PostgreSQL 18 and keeps its log in three formats, with the same
 * events: literals and prepared statements, ORM-like and hand-written text, loops over a parent, IN lists, bulk
 * inserts, errors, sessions that come and go.
 */
final class RecordedLoad {
    static final String PREFIX = "%m [%p] %q%u@%d ";

    private static final String WIDE =
            "o.id as id1_0_, o.customer_id as customer2_0_, o.total as total3_0_, o.placed as "
                    + "placed4_0_, o.status as status5_0_, o.note as note6_0_, c.id as id1_1_, c.name as name2_1_, c.city as "
                    + "city3_1_, c.tier as tier4_1_";

    private RecordedLoad() {}

    /** Runs the load and puts {@code pg.log}, {@code pg.csv} and {@code pg.json} into {@code directory}. */
    static void record(Path directory, int rounds) throws SQLException, IOException {
        Map<String, String> settings = Map.ofEntries(
                Map.entry("logging_collector", "on"),
                Map.entry("log_destination", "stderr,csvlog,jsonlog"),
                Map.entry("log_directory", "log"),
                Map.entry("log_filename", "pg.log"),
                Map.entry("log_rotation_size", "0"),
                Map.entry("log_line_prefix", PREFIX),
                Map.entry("log_timezone", "UTC"),
                Map.entry("log_min_duration_statement", "0"),
                Map.entry("log_connections", "on"),
                Map.entry("log_disconnections", "on"),
                Map.entry("log_lock_waits", "on"),
                Map.entry("log_temp_files", "0"),
                Map.entry("log_autovacuum_min_duration", "0"),
                Map.entry("autovacuum_naptime", "1s"),
                Map.entry("compute_query_id", "on"),
                Map.entry("shared_preload_libraries", "auto_explain"),
                Map.entry("auto_explain.log_min_duration", "20ms"),
                Map.entry("auto_explain.log_analyze", "on"),
                Map.entry("work_mem", "256kB"));
        Path logs;
        try (EmbeddedPostgres server = EmbeddedPostgres.start(
                TestPostgres.options(18).withoutDurability().withSettings(settings))) {
            logs = server.dataDirectory().resolve("log");
            setUp(server);
            play(server, rounds);
            for (String name : List.of("pg.log", "pg.csv", "pg.json")) {
                Files.copy(logs.resolve(name), directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void setUp(EmbeddedPostgres server) throws SQLException {
        try (Connection connection = connect(server, "setup", false);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE customer(id int primary key, name text, city text, tier int)");
            statement.execute("CREATE TABLE orders(id int primary key, customer_id int, total numeric(10,2),"
                    + " placed timestamptz default now(), status text, note text)");
            statement.execute("CREATE TABLE event(id bigserial primary key, kind text, at timestamptz, payload jsonb)");
            statement.execute("INSERT INTO customer SELECT i, 'name ' || i, 'city ' || i % 97, i % 5"
                    + " FROM generate_series(1, 20000) i");
            statement.execute("INSERT INTO orders SELECT i, 1 + i % 20000, i % 1000, now(), 'new', ''"
                    + " FROM generate_series(1, 60000) i");
            statement.execute("CREATE INDEX ON orders(customer_id)");
        }
    }

    private static Connection connect(EmbeddedPostgres server, String application, boolean prepares)
            throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", server.user());
        properties.setProperty("password", server.password());
        properties.setProperty("ApplicationName", application);
        properties.setProperty("preferQueryMode", prepares ? "extended" : "simple");
        return DriverManager.getConnection(server.jdbcUrl("postgres"), properties);
    }

    private static void play(EmbeddedPostgres server, int rounds) {
        ExecutorService sessions = Executors.newFixedThreadPool(4);
        List<Future<?>> running = new ArrayList<>();
        for (int session = 0; session < 4; session++) {
            int seed = session;
            running.add(sessions.submit(() -> {
                Random random = new Random(seed);
                for (int round = 0; round < rounds; round++) {
                    session(server, random, seed % 2 == 0);
                }
                return null;
            }));
        }
        sessions.shutdown();
        for (Future<?> done : running) {
            try {
                done.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void session(EmbeddedPostgres server, Random random, boolean prepares) throws SQLException {
        try (Connection connection = connect(server, prepares ? "shop" : "back office", prepares)) {
            for (int transaction = 0; transaction < 40; transaction++) {
                connection.setAutoCommit(random.nextInt(3) == 0);
                int steps = 1 + random.nextInt(5);
                for (int step = 0; step < steps; step++) {
                    step(connection, random, prepares);
                }
                if (!connection.getAutoCommit()) {
                    connection.commit();
                }
            }
        }
    }

    private static void step(Connection connection, Random random, boolean prepares) throws SQLException {
        int customer = 10_000 + random.nextInt(10_000);
        int order = 10_000 + random.nextInt(50_000);
        switch (random.nextInt(12)) {
            case 0, 1, 2 ->
                read(connection, prepares, "SELECT id, total FROM orders WHERE customer_id = ", customer, "");
            case 3 ->
                read(
                        connection,
                        prepares,
                        "select " + WIDE
                                + " from orders o left outer join customer c on c.id = o.customer_id where o.id = ",
                        order,
                        "");
            case 4 ->
                read(
                        connection,
                        prepares,
                        "-- page of a customer's orders\nSELECT o.id, o.total, o.placed,\n       c.name, c.city\n"
                                + "  FROM orders o\n  JOIN customer c ON c.id = o.customer_id\n WHERE o.customer_id = ",
                        customer,
                        "\n           AND o.status IN ('new', 'paid', 'sent')\n         ORDER BY o.placed DESC\n         LIMIT 20");
            case 5 -> {
                for (int i = 0; i < 6; i++) {
                    read(connection, prepares, "SELECT name FROM customer WHERE id = ", customer + i, "");
                }
            }
            case 6 -> {
                StringBuilder list = new StringBuilder("SELECT id, name, tier FROM customer WHERE id IN (");
                int length = 2 + random.nextInt(60);
                for (int i = 0; i < length; i++) {
                    list.append(i == 0 ? "" : ", ").append(10_000 + random.nextInt(10_000));
                }
                run(connection, list.append(')').toString());
            }
            case 7 ->
                run(
                        connection,
                        "UPDATE orders SET status = 'paid', note = 'it''s paid by " + customer + " at " + order
                                + "', total = total + 1.25 WHERE id = " + order);
            case 8 -> {
                StringBuilder rows = new StringBuilder("INSERT INTO event (kind, at, payload) VALUES ");
                for (int i = 0; i <= random.nextInt(4); i++) {
                    rows.append(i == 0 ? "" : ", ")
                            .append("('click', now(), '{\"customer\": ")
                            .append(customer)
                            .append(", \"page\": \"/orders/")
                            .append(order)
                            .append("\", \"agent\": \"Mozilla/5.0 (X11; Linux x86_64)\"}')");
                }
                run(connection, rows.toString());
            }
            case 9 ->
                read(
                        connection,
                        prepares,
                        "SELECT count(*), sum(total) FROM orders WHERE total > ",
                        990,
                        " GROUP BY status");
            case 10 ->
                read(
                        connection,
                        prepares,
                        "SELECT city, count(*) AS customers FROM customer WHERE tier = 2 AND id < ",
                        customer,
                        " GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 10");
            default -> rare(connection, random, order);
        }
    }

    private static void rare(Connection connection, Random random, int order) throws SQLException {
        if (random.nextInt(4) > 0 || !connection.getAutoCommit()) {
            run(connection, "DELETE FROM event WHERE id = " + order);
            return;
        }
        try {
            run(connection, "INSERT INTO customer (id, name) VALUES (10001, 'twice')");
        } catch (SQLException expected) {
            run(connection, "SELECT e.kind FROM event e, orders o WHERE o.id < 300 ORDER BY e.at, o.note LIMIT 5");
        }
    }

    private static void read(Connection connection, boolean prepares, String head, int value, String tail)
            throws SQLException {
        if (!prepares) {
            run(connection, head + value + tail);
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(head + "?" + tail)) {
            statement.setInt(1, value);
            statement.execute();
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
