package dev.nightjar.store.postgres;

import com.zaxxer.hikari.HikariDataSource;
import dev.nightjar.store.jdbc.Dialect;
import dev.nightjar.store.jdbc.SampleRow;
import dev.nightjar.store.jdbc.Session;
import dev.nightjar.store.jdbc.StoreException;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/** An open PostgreSQL database. */
public final class PostgresDialect implements Dialect {
    /** Key of the advisory lock of what is done alone: one more than that of partitions. */
    private static final long ALONE = 0x6e696768746a6173L;

    private static final String PARTITION_PREFIX = "sample_";

    /** Any number that no other software is likely to lock: the first bytes of "nightjar". */
    private static final long PARTITION_LOCK = 0x6e696768746a6172L;

    private final String location;
    private final HikariDataSource pool;

    PostgresDialect(String location, HikariDataSource pool) {
        this.location = location;
        this.pool = pool;
    }

    @Override
    public String product() {
        return "postgresql";
    }

    @Override
    public String location() {
        return location;
    }

    @Override
    public DataSource dataSource() {
        return pool;
    }

    /** By an advisory lock: Flyway's own begins only after it has made its history table. */
    @Override
    public void alone(Runnable work) {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_lock(" + ALONE + ")");
            try {
                work.run();
            } finally {
                statement.execute("select pg_advisory_unlock(" + ALONE + ")");
            }
        } catch (SQLException e) {
            throw new StoreException(
                    "could not wait for other processes of the store " + location() + ": " + e.getMessage()
                            + "; try again when they are done",
                    e);
        }
    }

    @Override
    public int snapshotIsolation() {
        return Connection.TRANSACTION_REPEATABLE_READ;
    }

    @Override
    public String bytesType() {
        return "bytea";
    }

    /** The same: values of more than two kilobytes are moved out of the row by the server as it sees fit. */
    @Override
    public String rowBytesType() {
        return bytesType();
    }

    @Override
    public void insertSamples(Session session, List<SampleRow> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        Set<YearMonth> months = new TreeSet<>();
        StringBuilder lines = new StringBuilder();
        for (SampleRow row : rows) {
            Instant to = Session.stored(row.to());
            months.add(YearMonth.from(to.atOffset(ZoneOffset.UTC)));
            lines.append(row.subjectId())
                    .append('\t')
                    .append(Session.stored(row.from()))
                    .append('\t')
                    .append(to)
                    .append('\t')
                    .append(row.afterReset())
                    .append("\t{");
            double[] measures = row.measures().toArray();
            for (int i = 0; i < measures.length; i++) {
                lines.append(i == 0 ? "" : ",").append(measures[i]);
            }
            lines.append("}\n");
        }
        for (YearMonth month : months) {
            makePartition(session, month);
        }
        try {
            session.connection()
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "copy sample (subject_id, from_at, to_at, after_reset, measures) from stdin",
                            new StringReader(lines.toString()));
        } catch (IOException e) {
            throw new SQLException("the connection broke while samples were copied: " + e.getMessage(), e);
        }
    }

    @Override
    public void dropEmptyMonths(Session session, Instant upTo) throws SQLException {
        List<String> partitions = session.list(
                "select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid"
                        + " where i.inhparent = 'sample'::regclass",
                row -> row.text(1));
        for (String partition : partitions) {
            boolean over = !start(month(partition).plusMonths(1)).isAfter(upTo);
            if (over
                    && session.list("select 1 from " + partition + " limit 1", row -> true)
                            .isEmpty()) {
                session.update("drop table " + partition);
            }
        }
    }

    /** Autovacuum does it. */
    @Override
    public void compact() {}

    @Override
    public void close() {
        pool.close();
    }

    private static void makePartition(Session session, YearMonth month) throws SQLException {
        String name = PARTITION_PREFIX + month.toString().replace('-', '_');
        if (exists(session, name)) {
            return;
        }
        session.first("select pg_advisory_xact_lock(?)", row -> true, PARTITION_LOCK);
        if (!exists(session, name)) {
            session.update("create table " + name + " partition of sample for values from ('" + start(month)
                    + "') to ('" + start(month.plusMonths(1)) + "')");
        }
    }

    private static boolean exists(Session session, String table) throws SQLException {
        return session.first("select to_regclass(?) is not null", row -> row.flag(1), table)
                .orElse(false);
    }

    private static YearMonth month(String partition) {
        return YearMonth.parse(partition.substring(PARTITION_PREFIX.length()).replace('_', '-'));
    }

    private static Instant start(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
