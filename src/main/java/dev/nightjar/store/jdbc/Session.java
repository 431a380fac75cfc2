package dev.nightjar.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One transaction's view of the database, with statements of one line. Parameters may be numbers, texts, booleans,
 * {@code byte[]}, {@code double[]} and {@link Instant} (kept to the microsecond, see {@link #stored(Instant)}).
 */
public final class Session {
    private static final int FETCH_ROWS = 2_000;

    private final Connection connection;

    Session(Connection connection) {
        this.connection = connection;
    }

    /** A moment as the store keeps it. */
    public static Instant stored(Instant moment) {
        return moment.truncatedTo(ChronoUnit.MICROS);
    }

    /** For what only the driver can do; the transaction stays ours. */
    public Connection connection() {
        return connection;
    }

    /** Runs a statement and says how many rows it touched. */
    public int update(String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            return statement.executeUpdate();
        }
    }

    /** Runs a statement once per row, in one round trip. */
    public void batch(String sql, List<@Nullable Object[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (@Nullable Object[] row : rows) {
                bind(statement, row);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Inserts rows into a table whose first column is a generated id, and says which ids they got, in order. */
    public List<Long> insertForIds(String sql, String idColumn, List<@Nullable Object[]> rows) throws SQLException {
        List<Long> ids = new ArrayList<>();
        if (rows.isEmpty()) {
            return ids;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql, new String[] {idColumn})) {
            for (@Nullable Object[] row : rows) {
                bind(statement, row);
                statement.addBatch();
            }
            statement.executeBatch();
            try (ResultSet keys = statement.getGeneratedKeys()) {
                while (keys.next()) {
                    ids.add(keys.getLong(1));
                }
            }
        }
        return ids;
    }

    public <T> List<T> list(String sql, RowMapper<T> mapper, @Nullable Object... parameters) throws SQLException {
        List<T> found = new ArrayList<>();
        each(sql, row -> found.add(mapper.map(row)), parameters);
        return found;
    }

    public <T> Optional<T> first(String sql, RowMapper<T> mapper, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? Optional.of(mapper.map(new Row(result))) : Optional.empty();
            }
        }
    }

    /** Shows each row to a consumer; what it returns is ignored. */
    public void each(String sql, RowMapper<?> consumer, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(FETCH_ROWS);
            bind(statement, parameters);
            try (ResultSet result = statement.executeQuery()) {
                Row row = new Row(result);
                while (result.next()) {
                    consumer.map(row);
                }
            }
        }
    }

    private void bind(PreparedStatement statement, @Nullable Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            Object value = parameters[i];
            if (value instanceof Instant moment) {
                statement.setObject(i + 1, stored(moment).atOffset(ZoneOffset.UTC));
            } else if (value instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else if (value instanceof double[] figures) {
                Object[] boxed = new Object[figures.length];
                for (int k = 0; k < boxed.length; k++) {
                    boxed[k] = figures[k];
                }
                statement.setArray(i + 1, connection.createArrayOf("float8", boxed));
            } else {
                statement.setObject(i + 1, value);
            }
        }
    }
}
