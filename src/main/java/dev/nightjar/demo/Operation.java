package dev.nightjar.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.SplittableRandom;

/** One thing a user or a job does, on a connection checked out of its pool. */
@FunctionalInterface
interface Operation {
    void run(Connection connection, SplittableRandom random) throws SQLException;
}
