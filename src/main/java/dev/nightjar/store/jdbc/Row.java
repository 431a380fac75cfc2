package dev.nightjar.store.jdbc;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** The current row of a result; columns count from 1. */
public final class Row {
    private final ResultSet result;

    Row(ResultSet result) {
        this.result = result;
    }

    public long number(int column) throws SQLException {
        return result.getLong(column);
    }

    public double figure(int column) throws SQLException {
        return result.getDouble(column);
    }

    public boolean flag(int column) throws SQLException {
        return result.getBoolean(column);
    }

    public String text(int column) throws SQLException {
        return result.getString(column);
    }

    public byte[] bytes(int column) throws SQLException {
        return result.getBytes(column);
    }

    public Optional<byte[]> bytesIfAny(int column) throws SQLException {
        return Optional.ofNullable(result.getBytes(column));
    }

    public Instant instant(int column) throws SQLException {
        return result.getObject(column, OffsetDateTime.class).toInstant();
    }

    public Optional<Instant> instantIfAny(int column) throws SQLException {
        return Optional.ofNullable(result.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    public double[] figures(int column) throws SQLException {
        Array array = result.getArray(column);
        Object[] boxed = (Object[]) array.getArray();
        double[] values = new double[boxed.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (Double) boxed[i];
        }
        array.free();
        return values;
    }
}
