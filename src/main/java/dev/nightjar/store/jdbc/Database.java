package dev.nightjar.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Runs work in transactions; a transaction that collided with another one is tried again. */
public final class Database {
    private static final int ATTEMPTS = 4;

    private final Dialect dialect;

    public Database(Dialect dialect) {
        this.dialect = dialect;
    }

    public Dialect dialect() {
        return dialect;
    }

    /**
     * Runs work and commits it as a whole.
     *
     * @param doing what it is for, as it goes into an error: {@code could not <doing> in …}
     * @throws StoreException when the database refuses
     */
    public <T> T inTransaction(String doing, Work<T> work) {
        return attempted(doing, work, Connection.TRANSACTION_READ_COMMITTED);
    }

    /** As a transaction whose statements all see the same state of the database, whoever commits meanwhile. */
    public <T> T inSnapshot(String doing, Work<T> work) {
        return attempted(doing, work, dialect.snapshotIsolation());
    }

    private <T> T attempted(String doing, Work<T> work, int isolation) {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(work, isolation);
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || !collided(e)) {
                    throw new StoreException(
                            "could not " + doing + " in " + dialect.location() + ": " + e.getMessage()
                                    + "; check that the database is up and has space, then run the same command again",
                            e);
                }
            }
        }
    }

    /** The pool gives a connection its isolation back. */
    private <T> T once(Work<T> work, int isolation) throws SQLException {
        try (Connection connection = dialect.dataSource().getConnection()) {
            connection.setTransactionIsolation(isolation);
            connection.setAutoCommit(false);
            try {
                T result = work.run(new Session(connection));
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                undo(connection, e);
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private static void undo(Connection connection, Exception because) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }

    /** Two writers at once: serialisation failures and deadlocks (class 40), lock timeouts, and a key written twice. */
    private static boolean collided(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("40") || state.equals("HYT00") || state.equals("55P03") || state.equals("23505");
    }
}
