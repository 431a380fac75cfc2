package dev.nightjar.source.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Everything hostile and everything that has a message of its own, run against a real server by clients that count. */
final class LiveWorkload implements AutoCloseable {
    static final String USER = "o'neil, \"bob\" [x]";
    static final String CYRILLIC = "пользователь";
    static final String APPLICATION = "odd, \"app\" [1] LOG: x";
    static final List<String> PLAN_FORMATS = List.of("text", "json", "xml", "yaml");

    final LiveClient.Tally tally = new LiveClient.Tally();
    private final LiveServer server;
    private final ExecutorService others = Executors.newFixedThreadPool(2);

    LiveWorkload(LiveServer server) {
        this.server = server;
    }

    /** Roles and tables, unseen by the log and by the counters. */
    void prepare() throws SQLException {
        String database = quoted(LiveServer.DATABASE);
        server.admin(
                "postgres",
                "CREATE EXTENSION pg_stat_statements",
                "CREATE DATABASE " + database + " ENCODING 'UTF8' TEMPLATE template0",
                "CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
        List<String> roles = new ArrayList<>(List.of(USER, CYRILLIC, "apart", "sampled", "batched", "shapes"));
        PLAN_FORMATS.forEach(format -> roles.add("expl_" + format));
        for (String role : roles) {
            server.admin(
                    "postgres",
                    "CREATE ROLE " + quoted(role) + " SUPERUSER LOGIN PASSWORD '" + LiveServer.PASSWORD + "'");
        }
        server.admin(
                "postgres",
                "CREATE ROLE plain LOGIN PASSWORD '" + LiveServer.PASSWORD + "'",
                "ALTER ROLE apart SET log_min_duration_statement = -1",
                "ALTER ROLE apart SET log_duration = on",
                "ALTER ROLE apart SET log_statement = 'all'",
                "ALTER ROLE sampled SET log_min_duration_statement = -1",
                "ALTER ROLE sampled SET log_min_duration_sample = 0",
                "ALTER ROLE sampled SET log_statement_sample_rate = 1",
                "ALTER ROLE batched SET log_min_duration_statement = -1",
                "ALTER ROLE batched SET log_transaction_sample_rate = 1");
        for (String format : PLAN_FORMATS) {
            server.admin(
                    "postgres",
                    "ALTER ROLE expl_" + format + " SET auto_explain.log_min_duration = 0",
                    "ALTER ROLE expl_" + format + " SET auto_explain.log_analyze = on",
                    "ALTER ROLE expl_" + format + " SET auto_explain.log_buffers = on",
                    "ALTER ROLE expl_" + format + " SET auto_explain.log_verbose = on",
                    "ALTER ROLE expl_" + format + " SET auto_explain.log_format = '" + format + "'");
        }
        server.admin(
                LiveServer.DATABASE,
                "CREATE TABLE customer (id int PRIMARY KEY, name text, tier int)",
                "INSERT INTO customer SELECT n, 'name ' || n, n % 5 FROM generate_series(1, 500) n",
                "CREATE TABLE orders (id int PRIMARY KEY, customer_id int, total numeric, placed timestamptz)",
                "INSERT INTO orders SELECT n, n % 500, n % 90, now() FROM generate_series(1, 3000) n",
                "CREATE TABLE note (id bigserial PRIMARY KEY, body text)",
                "CREATE TABLE maße (größe int, имя text, 名前 text)",
                "CREATE TABLE churn (id int, v text) WITH (autovacuum_vacuum_threshold = 1,"
                        + " autovacuum_vacuum_scale_factor = 0, autovacuum_analyze_threshold = 1,"
                        + " autovacuum_analyze_scale_factor = 0)",
                "INSERT INTO churn SELECT n, 'x' FROM generate_series(1, 2000) n",
                "ANALYZE");
        server.admin("postgres", "SELECT pg_stat_statements_reset()");
    }

    void run() throws SQLException, TimeoutException {
        scripts(USER, APPLICATION, true);
        scripts(CYRILLIC, "", false);
        scripts("apart", "apart", true);
        scripts("apart", "apart", false);
        scripts("sampled", "a@b ", true);
        scripts("batched", "[x]", false);
        shapes(true);
        shapes(false);
        latin();
        loops();
        plans();
        locks();
        ends();
        maintenance();
        connections();
    }

    private void scripts(String user, String application, boolean simple) throws SQLException {
        List<String> hostile = LiveScript.statements("hostile", server.major());
        List<String> failing = LiveScript.statements("failing", server.major());
        try (LiveClient client = LiveClient.connect(server, user, application, simple, tally)) {
            for (int i = 0; i < hostile.size(); i++) {
                client.runAll(List.of(hostile.get(i)));
                if (i < failing.size()) {
                    client.fail(failing.get(i));
                }
            }
            client.run("SET application_name = 'it''s, now \"other\" LOG: y'");
            client.run("SELECT 'after'");
            if (!simple) {
                client.prepared(
                        "SELECT name FROM customer WHERE id = ? AND name <> ?", 5, 7, "it's\n\tlog: \"x\", $1 = '1'");
                client.prepared("INSERT INTO note (body) VALUES (?)", 3, "e'mpty\\");
                client.prepared("SELECT ?::text, ?::int", 3, "漢字", 42);
            }
        }
    }

    /** Statements of every shape. */
    private void shapes(boolean simple) throws SQLException {
        try (LiveClient client = LiveClient.connect(server, "shapes", "shapes", simple, tally)) {
            for (String sql : LiveScript.statements("shapes", server.major())) {
                client.attempt(sql);
            }
        }
    }

    /** A database in another encoding: one log holds both. */
    private void latin() throws SQLException {
        try (LiveClient client = LiveClient.connect(server, "latin", USER, "latin", true, tally)) {
            client.run("SELECT 'Größe, año, crème brûlée'");
            client.run("SELECT 1 AS größe");
            client.fail("SELECT * FROM año");
        }
    }

    /** A parent and its children, 3 times in one transaction each; then outside of any; then a batch of INSERTs. */
    private void loops() throws SQLException {
        try (LiveClient client = LiveClient.connect(server, USER, "loops", true, tally)) {
            for (int i = 0; i < 3; i++) {
                client.run("BEGIN");
                client.run("SELECT id, name, tier FROM customer WHERE tier = " + i + " LIMIT 6");
                for (int child = 0; child < 6; child++) {
                    client.run("SELECT total FROM orders WHERE customer_id = " + child);
                }
                client.run("COMMIT");
            }
            client.run("SELECT id FROM customer WHERE tier = 4 ORDER BY id LIMIT 7");
            for (int child = 0; child < 7; child++) {
                client.run("SELECT placed FROM orders WHERE id = " + child);
            }
            client.run("BEGIN");
            for (int i = 0; i < 8; i++) {
                client.run("INSERT INTO note (body) VALUES ('batch " + i + "')");
            }
            client.run("COMMIT");
        }
    }

    private void plans() throws SQLException {
        for (String format : PLAN_FORMATS) {
            try (LiveClient client = LiveClient.connect(server, "expl_" + format, format, true, tally)) {
                client.run("SET work_mem = '64kB'");
                client.run("SET max_parallel_workers_per_gather = 0");
                // Its own column name gives each format statements of its own.
                String name = " AS in_" + format;
                client.run(
                        "SELECT 'query text <&> \"q\" '' x\nSeq Scan on trap  (cost=0.00..1.00 rows=1 width=1)'" + name
                                + ", c.name, count(*) FROM customer c JOIN orders o ON o.customer_id = c.id"
                                + " WHERE o.total > 10 AND c.name <> 'o''x' GROUP BY c.name ORDER BY c.name LIMIT 3");
                client.run("SELECT o.id, repeat(o.id::text, 9)" + name
                        + " FROM orders o, generate_series(1, 5) g ORDER BY 2");
                client.run("SELECT name" + name + " FROM customer WHERE id = 11");
            }
        }
    }

    private void locks() throws SQLException, TimeoutException {
        try (LiveClient one = LiveClient.connect(server, USER, "one", true, tally);
                LiveClient two = LiveClient.connect(server, CYRILLIC, "two", true, tally)) {
            one.run("BEGIN");
            one.run("UPDATE customer SET tier = 1 WHERE id = 1");
            Future<?> waiting = background(() -> two.run("UPDATE customer SET tier = 2 WHERE id = 1"));
            logged("still waiting for ShareLock", 1);
            one.run("COMMIT");
            await(waiting);

            one.run("BEGIN");
            two.run("BEGIN");
            one.run("UPDATE customer SET tier = 3 WHERE id = 2");
            two.run("UPDATE customer SET tier = 3 WHERE id = 3");
            Future<?> first = background(() -> one.attempt("UPDATE customer SET tier = 4 WHERE id = 3"));
            Future<?> second = background(() -> two.attempt("UPDATE customer SET tier = 4 WHERE id = 2"));
            await(first);
            await(second);
            one.run("ROLLBACK");
            two.run("ROLLBACK");

            one.run("BEGIN");
            one.run("LOCK TABLE note IN ACCESS EXCLUSIVE MODE");
            two.run("SET lock_timeout = '150ms'");
            two.fail("SELECT count(*) FROM note");
            one.run("COMMIT");
        }
    }

    /** What is cancelled, ended and spilled. */
    private void ends() throws SQLException, TimeoutException {
        try (LiveClient client = LiveClient.connect(server, USER, "ends", true, tally)) {
            client.run("SET statement_timeout = '50ms'");
            client.fail("SELECT pg_sleep(9) /* too slow */");
            client.run("SET statement_timeout = 0");
            int pid = client.pid();
            Future<?> cancelled = background(() -> client.fail("SELECT pg_sleep(9), 'cancelled'"));
            activity(pid, "state", "active");
            server.admin("postgres", "SELECT pg_cancel_backend(" + pid + ")");
            await(cancelled);
            client.run("SET work_mem = '64kB'");
            client.run("SELECT count(*) FROM (SELECT n FROM generate_series(1, 30000) n ORDER BY n DESC) x");
            client.run("SET idle_in_transaction_session_timeout = '60ms'");
            client.run("BEGIN");
            logged("terminating connection due to idle-in-transaction timeout", 1);
        }
        try (LiveClient client = LiveClient.connect(server, USER, "terminated", true, tally)) {
            client.run("SELECT 'before'");
            server.admin("postgres", "SELECT pg_terminate_backend(" + client.pid() + ")");
            logged("terminating connection due to administrator command", 1);
        }
    }

    private void maintenance() throws SQLException, TimeoutException {
        try (LiveClient client = LiveClient.connect(server, USER, "churn", true, tally)) {
            client.run("UPDATE churn SET v = 'y' WHERE id % 2 = 0");
            client.run("DELETE FROM churn WHERE id % 3 = 0");
        }
        server.admin("postgres", "ALTER SYSTEM SET vacuum_cost_delay = '1ms'", "SELECT pg_reload_conf()");
        server.admin("postgres", "CHECKPOINT", "SELECT pg_switch_wal()");
        logged("checkpoint complete", 1);
        logged("vacuum_cost_delay", 1);
        logged("automatic vacuum of table", 1);
        logged("automatic analyze of table", 1);
        logged("archive command failed", 1);
    }

    private void connections() throws SQLException {
        refused("postgres", USER, "wrong");
        refused("missing database", USER, LiveServer.PASSWORD);
        refused("postgres", "missing, role", LiveServer.PASSWORD);
        Properties replication = new Properties();
        replication.setProperty("user", USER);
        replication.setProperty("password", LiveServer.PASSWORD);
        replication.setProperty("replication", "database");
        replication.setProperty("preferQueryMode", "simple");
        server.connect("postgres", replication).close();
        List<Connection> open = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                Properties properties = new Properties();
                properties.setProperty("user", i < 13 ? "plain" : USER);
                properties.setProperty("password", LiveServer.PASSWORD);
                try {
                    open.add(server.connect("postgres", properties));
                } catch (SQLException full) {
                    // The slots are gone: that is wanted.
                }
            }
        } finally {
            for (Connection connection : open) {
                connection.close();
            }
        }
    }

    private void refused(String database, String user, String password) {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        try {
            server.connect(database, properties).close();
            throw new IllegalStateException(user + " got in");
        } catch (SQLException expected) {
            // The FATAL record is what this is for.
        }
    }

    /** A server process that is killed takes the others with it; the server comes back by itself. */
    void crash() throws SQLException, TimeoutException {
        try (LiveClient client = LiveClient.connect(server, USER, "victim", true, tally)) {
            int pid = client.pid();
            Future<?> victim = others.submit(() -> client.fail("SELECT pg_sleep(60), 'victim'"));
            // It is "active" before its statement is in all logs; killed then, one log has an entry more.
            activity(pid, "wait_event", "PgSleep");
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            await(victim);
        } catch (SQLException closedAlready) {
            // Its server process is gone.
        }
        logged("reinitializing", 1);
        logged("database system is ready to accept connections", 2);
    }

    private void activity(int pid, String column, String value) throws SQLException, TimeoutException {
        try (Connection admin = server.admin("postgres");
                var query = admin.prepareStatement("SELECT " + column + " FROM pg_stat_activity WHERE pid = " + pid)) {
            LiveServer.until(column + " of " + pid + " being " + value, () -> {
                try (var result = query.executeQuery()) {
                    return result.next() && value.equals(result.getString(1));
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
    }

    private void logged(String text, int times) throws TimeoutException {
        LiveServer.until("'" + text + "' in the log", () -> server.text("csv").split(text, -1).length > times);
    }

    /** A piece of work that may fail. */
    private interface Work {
        void run() throws SQLException;
    }

    private Future<?> background(Work work) {
        return others.submit(() -> {
            work.run();
            return true;
        });
    }

    private static void await(Future<?> future) throws TimeoutException {
        try {
            future.get(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    @Override
    public void close() {
        others.shutdownNow();
    }
}
