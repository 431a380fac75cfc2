package dev.nightjar.source.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;

/** A client that counts what it ran and what failed. The driver sends nothing of its own. */
final class LiveClient implements AutoCloseable {
    /** Shared by the clients of a test. */
    static final class Tally {
        private final AtomicLong executed = new AtomicLong();
        private final AtomicLong failed = new AtomicLong();

        long executed() {
            return executed.get();
        }

        long failed() {
            return failed.get();
        }
    }

    private final Connection connection;
    private final Tally tally;

    private LiveClient(Connection connection, Tally tally) {
        this.connection = connection;
        this.tally = tally;
    }

    static LiveClient connect(LiveServer server, String user, String application, boolean simple, Tally tally)
            throws SQLException {
        return connect(server, LiveServer.DATABASE, user, application, simple, tally);
    }

    static LiveClient connect(
            LiveServer server, String database, String user, String application, boolean simple, Tally tally)
            throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", LiveServer.PASSWORD);
        properties.setProperty("ApplicationName", application);
        properties.setProperty("preferQueryMode", simple ? "simple" : "extended");
        properties.setProperty("prepareThreshold", "2");
        return new LiveClient(server.connect(database, properties), tally);
    }

    Connection connection() {
        return connection;
    }

    /** One statement that must end well. */
    void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            while (statement.getMoreResults() || statement.getUpdateCount() >= 0) {
                // Several statements in one string are one execution.
            }
        }
        tally.executed.incrementAndGet();
    }

    void runAll(Iterable<String> statements) throws SQLException {
        for (String sql : statements) {
            try {
                run(sql);
            } catch (SQLException e) {
                throw new SQLException(sql + ": " + e.getMessage(), e);
            }
        }
    }

    /** One statement that must fail; gives the SQLSTATE. */
    String fail(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException expected) {
            tally.failed.incrementAndGet();
            return expected.getSQLState();
        }
        throw new SQLException("did not fail: " + sql);
    }

    /** One statement that may fail. */
    void attempt(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            tally.executed.incrementAndGet();
        } catch (SQLException failure) {
            tally.failed.incrementAndGet();
        }
    }

    /** The same statement with parameters, some times. */
    void prepared(String sql, int times, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < times; i++) {
                for (int p = 0; p < parameters.length; p++) {
                    statement.setObject(p + 1, parameters[p]);
                }
                statement.execute();
                tally.executed.incrementAndGet();
            }
        }
    }

    int pid() throws SQLException {
        return connection.unwrap(org.postgresql.PGConnection.class).getBackendPID();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
