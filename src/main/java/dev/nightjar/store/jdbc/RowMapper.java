package dev.nightjar.store.jdbc;

import java.sql.SQLException;

/** Reads the current row. */
@FunctionalInterface
public interface RowMapper<T> {
    T map(Row row) throws SQLException;
}
