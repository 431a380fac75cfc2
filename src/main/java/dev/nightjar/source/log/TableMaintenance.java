package dev.nightjar.source.log;

import java.time.Instant;

/**
 * One run of autovacuum over a table.
 *
 * @param table database, schema and name with dots between
 * @param kind {@code vacuum}, {@code aggressive vacuum}, {@code vacuum to prevent wraparound} or {@code analyze}
 * @param elapsedSeconds NaN where the log does not say
 * @param tuplesRemoved NaN where the log does not say
 * @param deadNotRemovable NaN where the log does not say
 */
public record TableMaintenance(
        Instant at, String table, String kind, double elapsedSeconds, double tuplesRemoved, double deadNotRemovable) {}
