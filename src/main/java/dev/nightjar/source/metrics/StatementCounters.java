package dev.nightjar.source.metrics;

import java.util.Arrays;

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
        double[] ioMs) {

    /**
     * The same with every counter as long as the file, NaN where it has no value. An entry shorter than the file begins at its
     * first step; one as long as the file, or too long to begin there, at the file's.
     */
    StatementCounters padded(int steps) {
        return new StatementCounters(
                statement,
                firstStep,
                application,
                padded(calls, steps),
                padded(execMs, steps),
                padded(rows, steps),
                padded(blocksHit, steps),
                padded(blocksRead, steps),
                padded(tempBlocks, steps),
                padded(planMs, steps),
                padded(ioMs, steps));
    }

    private double[] padded(double[] counter, int steps) {
        if (counter.length == steps) {
            return counter;
        }
        int from = firstStep > 0 && firstStep + counter.length <= steps ? firstStep : 0;
        double[] longer = new double[steps];
        Arrays.fill(longer, Double.NaN);
        System.arraycopy(counter, 0, longer, from, Math.min(counter.length, steps - from));
        return longer;
    }
}
