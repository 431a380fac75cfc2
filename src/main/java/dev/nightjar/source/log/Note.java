package dev.nightjar.source.log;

import java.util.List;

/** What the classifier read from one of the rarer entries. Statements are indexes into the batch, -1 for none. */
sealed interface Note {

    /** An error: its message without values. */
    record Failure(LogLevel level, String sqlState, String pattern, int statement) implements Note {}

    /** One wait of a deadlock's graph and what the process ran. */
    record DeadlockWait(int process, String lock, int blockedBy, String statement) {}

    record Deadlock(List<DeadlockWait> waits, int statement) implements Note {}

    /** A wait for a lock that is not over yet. */
    record StillWaiting(String lock, long micros, List<Integer> holders, int statement) implements Note {}

    /** The end of a wait: the lock was got. */
    record Acquired(String lock, long micros, int statement) implements Note {}

    record TempFile(long bytes, int statement) implements Note {}

    /**
     * A plan of auto_explain.
     *
     * @param shape of {@link dev.nightjar.source.log.plan.PlanShapes}
     * @param text plans are long: empty for one that is not the slowest so far of its statement
     */
    record Plan(int statement, long micros, long shape, String text) implements Note {}

    record CheckpointDone(Checkpoint checkpoint) implements Note {}

    record Autovacuum(TableMaintenance work) implements Note {}

    /** A message about the server itself; time that it tells of, 0 for none. */
    record Server(String kind, String text, int statement, long micros) implements Note {}

    /** The session prepared a statement; as what its executions are counted. */
    record Prepared(long name, KnownStatement executed) implements Note {}

    /** The statement in the next row is an EXECUTE whose text the log does not tell. */
    record ExecutedByName(long name) implements Note {}

    /** Values of one execution; only with permission. */
    record Sample(int statement, String values) implements Note {}
}
