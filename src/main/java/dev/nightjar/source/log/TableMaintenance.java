package dev.nightjar.source.log;

import java.time.Instant;

/**
 * One run of autovacuum over a table. Figures that the log does not say (each major says more) are NaN.
 *
 * @param table database, schema and name with dots between
 * @param kind {@code vacuum}, {@code aggressive vacuum}, {@code vacuum to prevent wraparound} or {@code analyze}
 * @param deadNotRemovable row versions that some transaction might still see
 * @param indexScans passes over all indexes
 * @param buffersRead pages read from outside of the shared buffers
 */
public record TableMaintenance(
        Instant at,
        String table,
        String kind,
        double elapsedSeconds,
        double cpuSeconds,
        double tuplesRemoved,
        double deadNotRemovable,
        double indexScans,
        double buffersRead,
        double buffersDirtied,
        double walBytes) {}
