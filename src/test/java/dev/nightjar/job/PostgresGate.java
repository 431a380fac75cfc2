package dev.nightjar.job;

import dev.nightjar.embedded.TestPostgres.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;

/** A gate in a PostgreSQL store: a trigger that waits for an advisory lock which this session holds. */
final class PostgresGate implements Gate {
    private static final long LOCK = 4711;

    private final TestDatabase database;
    private final Connection session;

    PostgresGate(TestDatabase database) throws SQLException {
        this.database = database;
        this.session = database.connect();
    }

    @Override
    public void close(GatePoint at) {
        String when = at.values().entrySet().stream()
                .map(entry -> "new." + entry.getKey() + " = '" + entry.getValue() + "'")
                .collect(Collectors.joining(" and "));
        execute("select pg_advisory_lock(" + LOCK + ")");
        execute("create or replace function gate() returns trigger language plpgsql as"
                + " 'begin perform pg_advisory_xact_lock(" + LOCK + "); return new; end'");
        execute("create trigger gate before " + (at.insert() ? "insert" : "update") + " on " + at.table()
                + " for each row " + (when.isEmpty() ? "" : "when (" + when + ") ") + "execute function gate()");
        table = at.table();
    }

    private String table = "";

    @Override
    public boolean isReached() {
        return count("select count(*) from pg_locks where locktype = 'advisory' and not granted and objid = " + LOCK)
                > 0;
    }

    @Override
    public void open() {
        execute("select pg_advisory_unlock(" + LOCK + ")");
        execute("drop trigger if exists gate on " + table);
    }

    /** After a kill: its sessions end only when they notice. */
    void awaitThatNobodyElseIsConnected() {
        Gate.await(
                "the killed process's sessions end",
                () -> count("select count(*) from pg_stat_activity where datname = '" + database.name()
                                + "' and pid <> pg_backend_pid()")
                        == 0);
    }

    @Override
    public String[] jvmArguments() {
        return new String[0];
    }

    void disconnect() throws SQLException {
        session.close();
    }

    private void execute(String sql) {
        try (Statement statement = session.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private long count(String sql) {
        try (Statement statement = session.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
