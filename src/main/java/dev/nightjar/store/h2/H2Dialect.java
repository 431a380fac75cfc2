package dev.nightjar.store.h2;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.nightjar.store.jdbc.Dialect;
import dev.nightjar.store.jdbc.SampleRow;
import dev.nightjar.store.jdbc.Session;
import dev.nightjar.store.jdbc.StoreException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** An open H2 database. */
public final class H2Dialect implements Dialect {
    private final String location;
    private final HikariDataSource pool;
    private final Runnable beforeClose;
    private final boolean ownsFile;
    private final AtomicBoolean compact = new AtomicBoolean();

    H2Dialect(String location, String url, String user, String password, boolean ownsFile, Runnable beforeClose) {
        this.location = location;
        this.ownsFile = ownsFile;
        this.beforeClose = beforeClose;
        HikariConfig config = new HikariConfig();
        config.setPoolName("store");
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(10);
        // One stays open: the database closes with its last connection, and opening it again takes time.
        config.setMinimumIdle(1);
        config.setMaxLifetime(0);
        this.pool = new HikariDataSource(config);
    }

    @Override
    public String product() {
        return "h2";
    }

    @Override
    public String location() {
        return location;
    }

    @Override
    public DataSource dataSource() {
        return pool;
    }

    /** An H2 file has one process that opens it. */
    @Override
    public void alone(Runnable work) {
        work.run();
    }

    /** In H2, repeatable read takes each table's state when it is first read. */
    @Override
    public int snapshotIsolation() {
        return Connection.TRANSACTION_SERIALIZABLE;
    }

    @Override
    public String bytesType() {
        return "binary large object";
    }

    @Override
    public String rowBytesType() {
        return "varbinary(1048576)";
    }

    @Override
    public void insertSamples(Session session, List<SampleRow> rows) throws SQLException {
        List<@Nullable Object[]> parameters = new ArrayList<>(rows.size());
        for (SampleRow row : rows) {
            parameters.add(new Object[] {
                row.subjectId(),
                row.from(),
                row.to(),
                row.afterReset(),
                row.measures().toArray()
            });
        }
        session.batch(
                "insert into sample (subject_id, from_at, to_at, after_reset, measures) values (?, ?, ?, ?, ?)",
                parameters);
    }

    /** Its table has no partitions. */
    @Override
    public void dropEmptyMonths(Session session, Instant upTo) {}

    /** The file shrinks when the database is closed. */
    @Override
    public void compact() {
        compact.set(true);
    }

    @Override
    public void close() {
        if (pool.isClosed()) {
            return;
        }
        beforeClose.run();
        if (ownsFile && compact.get()) {
            closeSmaller();
        } else {
            pool.close();
        }
    }

    /** The connection that shrinks the file must be the last, and must not go back into a pool. */
    private void closeSmaller() {
        try (Connection last = DriverManager.getConnection(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
                Statement statement = last.createStatement()) {
            pool.close();
            statement.execute("SHUTDOWN COMPACT");
        } catch (SQLException e) {
            throw new StoreException(
                    "could not shrink the store " + location + ": " + e.getMessage()
                            + "; nothing that was saved is lost, check the free space of its disk",
                    e);
        }
    }
}
