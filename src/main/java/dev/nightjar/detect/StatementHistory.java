package dev.nightjar.detect;

import java.time.Duration;
import java.time.Instant;

/**
 * The increments of one statement's counters over equal steps; step i covers {@code [start + i·step, start + (i+1)·step)}.
 * All arrays have the same length. NaN means not sampled, or not collected at all.
 *
 * @param statement stable identity, as the report shows it
 * @param calls executions in the step
 * @param execMs execution time in the step, milliseconds over all calls
 * @param blocks shared blocks touched (hit and read)
 * @param reads shared blocks read
 * @param rows rows returned or changed
 * @param tempBlocks temporary blocks read and written
 * @param planMs planning time in milliseconds
 * @param ioMs time waiting for block reads and writes in milliseconds
 * @param application who runs it; empty when unknown
 */
@SuppressWarnings("ArrayRecordComponent") // numeric columns, shared and never changed
public record StatementHistory(
        String statement,
        Instant start,
        Duration step,
        double[] calls,
        double[] execMs,
        double[] blocks,
        double[] reads,
        double[] rows,
        double[] tempBlocks,
        double[] planMs,
        double[] ioMs,
        String application) {

    public StatementHistory {
        int length = calls.length;
        for (double[] other : new double[][] {execMs, blocks, reads, rows, tempBlocks, planMs, ioMs}) {
            if (other.length != length) {
                throw new IllegalArgumentException("The counters of statement " + statement + " have " + other.length
                        + " and " + length + " steps; give every counter one value per step, NaN where unknown.");
            }
        }
        if (step.isZero() || step.isNegative()) {
            throw new IllegalArgumentException(
                    "The step of statement " + statement + " is " + step + "; give a positive duration.");
        }
    }

    int length() {
        return calls.length;
    }

    Instant at(int index) {
        return start.plus(step.multipliedBy(index));
    }
}
