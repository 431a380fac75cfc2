package dev.nightjar.demo;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Creates the parcel service's schema and loads its rows, on two connections at a time. */
public final class ParcelService {
    private final DemoServers servers;
    private final DemoPlan plan;
    private final Progress progress;
    private final AtomicInteger done = new AtomicInteger();

    public ParcelService(DemoServers servers, DemoPlan plan, Progress progress) {
        this.servers = servers;
        this.plan = plan;
        this.progress = progress;
    }

    private interface Step {
        void run(Connection connection) throws SQLException;
    }

    /** Creates, loads, indexes and analyses; afterwards nothing is left for autovacuum to do. */
    public void create() {
        ParcelRows rows = new ParcelRows(plan);
        List<String> tables = SqlFile.statements("schema.sql");
        List<Runnable> loads = new ArrayList<>();
        loads.add(load(tables, "scan_event", rows::scans));
        loads.add(load(tables, "parcel", rows::parcels));
        loads.add(load(tables, "route_stop", rows::stops));
        loads.add(load(tables, "api_call", rows::calls));
        loads.add(load(tables, "invoice invoice_line", rows::invoices));
        loads.add(load(tables, "depot route driver tariff sender api_key depot_day route_load", rows::small));
        List<String> keys = SqlFile.statements("keys.sql");
        List<Runnable> indexes = steps(keys, "CREATE INDEX|ADD CONSTRAINT");
        List<Runnable> references = steps(keys, "FOREIGN KEY");
        int steps = loads.size() + indexes.size() + references.size() + 1;

        inParallel(loads, "Loading parcels, scans, invoices", steps);
        inParallel(indexes, "Building indexes", steps);
        // Each of them locks two tables; side by side they could block each other.
        references.forEach(step -> {
            step.run();
            report("Checking foreign keys", steps);
        });
        perform(connection -> execute(
                connection,
                "SELECT setval(pg_get_serial_sequence('parcel', 'id'), (SELECT max(id) FROM parcel)),"
                        + " setval(pg_get_serial_sequence('api_key', 'id'), (SELECT max(id) FROM api_key))",
                "GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + DemoServers.REPORTER,
                "VACUUM ANALYZE"));
        superuser("CHECKPOINT", "SELECT pg_stat_statements_reset()");
        report("Analysing", steps);
    }

    /** Rows in the demo's tables by the planner's count. */
    public long rows() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT sum(reltuples)::bigint FROM pg_class WHERE relkind = 'r' AND relnamespace ="
                                + " 'public'::regnamespace")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new DemoException("Cannot count the demo's rows: " + e.getMessage() + ".", e);
        }
    }

    /** Creates tables and fills them in one transaction, so that COPY may freeze the rows. */
    private Runnable load(List<String> tables, String names, Step rows) {
        return () -> perform(connection -> {
            connection.setAutoCommit(false);
            for (String name : names.split(" ", -1)) {
                for (String table : tables) {
                    if (table.contains("CREATE TABLE " + name + " (")) {
                        execute(connection, table);
                    }
                }
            }
            rows.run(connection);
            connection.commit();
            connection.setAutoCommit(true);
        });
    }

    private List<Runnable> steps(List<String> statements, String pattern) {
        return statements.stream()
                .filter(statement -> Pattern.compile(pattern).matcher(statement).find())
                .<Runnable>map(statement -> () -> perform(connection -> execute(connection, statement)))
                .toList();
    }

    private void inParallel(List<Runnable> steps, String what, int all) {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (Runnable step : steps) {
                running.add(threads.submit(() -> {
                    step.run();
                    report(what, all);
                }));
            }
            for (Future<?> step : running) {
                step.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException("Interrupted while loading.", e);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static DemoException failure(@Nullable Throwable cause) {
        return cause instanceof DemoException ours ? ours : new DemoException("Loading failed: " + cause + ".");
    }

    private void report(String what, int all) {
        progress.at(what, (double) done.incrementAndGet() / all);
    }

    private void perform(Step step) {
        try (Connection connection = connect()) {
            step.run(connection);
        } catch (SQLException e) {
            throw new DemoException("Cannot load the demo's tables: " + e.getMessage() + ".", e);
        }
    }

    private void superuser(String... statements) {
        try (Connection connection = servers.postgres().connect(DemoServers.DATABASE)) {
            execute(connection, statements);
        } catch (SQLException e) {
            throw new DemoException("Cannot prepare the demo's server: " + e.getMessage() + ".", e);
        }
    }

    private Connection connect() throws SQLException {
        Access owner = servers.owner();
        Connection connection = DriverManager.getConnection(owner.url(), owner.user(), owner.password());
        execute(connection, "SET maintenance_work_mem = '128MB'", "SET synchronous_commit = off");
        return connection;
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
