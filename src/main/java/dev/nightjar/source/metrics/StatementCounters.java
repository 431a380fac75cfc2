package dev.nightjar.source.metrics;

/**
 * The cumulative counters of one statement as snapshots showed them, one value per step, NaN where none was taken.
 *
 * @param firstStep step in which the entry was first seen, 0 when it is older than the file
 * @param application who runs it, empty when unknown
 */
@SuppressWarnings("ArrayRecordComponent") // numeric columns, shared and never changed
public record StatementCounters(
        String statement,
        int firstStep,
        String application,
        double[] calls,
        double[] execMs,
        double[] rows,
        double[] blocksHit,
        double[] blocksRead,
        double[] tempBlocks,
        double[] planMs,
        double[] ioMs) {}
