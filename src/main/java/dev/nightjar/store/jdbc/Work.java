package dev.nightjar.store.jdbc;

import java.sql.SQLException;

/** What is done in one transaction; may run more than once, so it must not keep anything outside of the database. */
@FunctionalInterface
public interface Work<T> {
    T run(Session session) throws SQLException;
}
