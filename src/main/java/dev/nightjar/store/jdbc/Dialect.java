package dev.nightjar.store.jdbc;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;

/** An open database of one product, and what differs from the others. */
public interface Dialect extends AutoCloseable {

    /** The product, e.g. {@code h2} or {@code postgresql}; also the name of its folder of migrations. */
    String product();

    /** Where it is, without secrets. */
    String location();

    DataSource dataSource();

    /** Does work, such as migrations, that no two processes may do at once; the second waits for the first. */
    void alone(Runnable work);

    /** The JDBC isolation in which all statements of a transaction see one state of all tables. */
    int snapshotIsolation();

    /** The column type for large binary values. */
    String bytesType();

    /** The column type for binary values of up to 1 MB that lie in their row, because many are read at once. */
    String rowBytesType();

    /** Adds rows to the table sample. */
    void insertSamples(Session session, List<SampleRow> rows) throws SQLException;

    /** Gives up, as a whole, months of samples that are over at a moment and hold none any more. */
    void dropEmptyMonths(Session session, Instant upTo) throws SQLException;

    /** Gives the space of removed rows back, now or when the database is closed. */
    void compact();

    @Override
    void close();
}
