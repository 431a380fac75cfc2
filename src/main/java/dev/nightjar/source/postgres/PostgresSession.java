package dev.nightjar.source.postgres;

import dev.nightjar.model.target.PostgresTarget;
import dev.nightjar.model.target.Secret;
import dev.nightjar.model.target.SecretUnreadableException;
import dev.nightjar.model.target.Tls;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * A session that can only read: transactions are read-only, every statement and every wait for a lock is bounded, and
 * only {@code pg_catalog} is searched so that nobody's look-alikes are called.
 */
public final class PostgresSession implements AutoCloseable {
    /** Named so on the server, and left out of what is counted. */
    public static final String APPLICATION = "nightjar";

    private final Connection connection;

    private PostgresSession(Connection connection) {
        this.connection = connection;
    }

    /**
     * Opens a session to one of the target's databases.
     *
     * @throws PostgresUnavailableException with the server's reason and the remedy
     */
    public static PostgresSession open(PostgresTarget target, String database) {
        try {
            Connection connection = connect(target, database);
            try {
                restrict(connection, target);
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
            return new PostgresSession(connection);
        } catch (SQLException e) {
            throw new PostgresUnavailableException(ConnectionRefusal.of(e, target, database), e);
        } catch (SecretUnreadableException e) {
            throw new PostgresUnavailableException(ConnectionRefusal.of(e), e);
        }
    }

    /** For readers of their own; whoever opened the session closes it. */
    public Connection connection() {
        return connection;
    }

    private static Connection connect(PostgresTarget target, String database) throws SQLException {
        Properties properties = new Properties();
        PGProperty.USER.set(properties, target.user());
        // Never absent: the driver would otherwise look for a password file by rules of its own.
        PGProperty.PASSWORD.set(
                properties, target.password().read().map(Secret::value).orElse(""));
        PGProperty.APPLICATION_NAME.set(properties, APPLICATION);
        // Lets the driver name the session while it connects instead of by a statement of its own.
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "13");
        PGProperty.CONNECT_TIMEOUT.set(properties, seconds(target.connectTimeout()));
        PGProperty.LOGIN_TIMEOUT.set(properties, seconds(target.connectTimeout()));
        // A server that hangs cannot enforce its own timeout.
        PGProperty.SOCKET_TIMEOUT.set(properties, seconds(target.statementTimeout()) + 10);
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        Tls tls = target.tls();
        PGProperty.SSL_MODE.set(properties, tls.mode().text());
        tls.rootCert().ifPresent(path -> PGProperty.SSL_ROOT_CERT.set(properties, path.toString()));
        tls.clientCert().ifPresent(path -> PGProperty.SSL_CERT.set(properties, path.toString()));
        tls.clientKey().ifPresent(path -> PGProperty.SSL_KEY.set(properties, path.toString()));
        if (tls.rootCert().isEmpty() && tls.mode().compareTo(Tls.Mode.VERIFY_CA) >= 0) {
            PGProperty.SSL_FACTORY.set(properties, "org.postgresql.ssl.DefaultJavaSSLFactory");
        }
        Connection connection = new Driver().connect(target.url(database), properties);
        if (connection == null) {
            throw new SQLException("the driver does not take the address " + target.url(database), "08001");
        }
        return connection;
    }

    private static void restrict(Connection connection, PostgresTarget target) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT " + CollectSql.MARK
                    + " set_config('default_transaction_read_only', 'on', false),"
                    + " set_config('search_path', 'pg_catalog, pg_temp', false),"
                    + " set_config('statement_timeout', '"
                    + target.statementTimeout().toMillis() + "', false),"
                    + " set_config('lock_timeout', '" + target.lockTimeout().toMillis() + "', false),"
                    + " set_config('idle_in_transaction_session_timeout', '60000', false),"
                    + " set_config('max_parallel_workers_per_gather', '0', false),"
                    + " set_config('jit', 'off', false)");
        }
    }

    private static int seconds(Duration duration) {
        return (int) Math.max(1, duration.toSeconds());
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // The server ends the session by itself; there is nothing left to do about it.
        }
    }
}
