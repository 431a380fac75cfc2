package dev.nightjar.model;

/** What is read of a PostgreSQL server as a whole. */
public enum InstanceMetric implements Metric {
    /** Snapshots taken: each is one, whichever process took it. */
    SNAPSHOTS(true) {
        @Override
        public boolean isTally() {
            return true;
        }
    },
    /** Checkpoints begun by time. */
    CHECKPOINTS_TIMED(true),
    /** Checkpoints begun by WAL volume or by command. */
    CHECKPOINTS_REQUESTED(true),
    /** Time writing in checkpoints. */
    CHECKPOINT_WRITE_MS(true),
    /** Time syncing in checkpoints. */
    CHECKPOINT_SYNC_MS(true),
    /** Buffers written by checkpoints. */
    BUFFERS_CHECKPOINT(true),
    /** Buffers written by backends; NaN from 17. */
    BUFFERS_BACKEND(true),
    /** WAL written; NaN before 14. */
    WAL_BYTES(true),
    /** Times pg_stat_statements evicted entries; NaN before 14. */
    STATEMENTS_EVICTED(true),
    /** Entries in pg_stat_statements. */
    STATEMENTS_TRACKED(false),
    /** Client sessions. */
    CONNECTIONS(false),
    /** Client sessions that execute. */
    ACTIVE_SESSIONS(false),
    /** Sessions that wait for a heavyweight lock. */
    LOCK_WAITERS(false),
    /** Sessions idle in transaction. */
    IDLE_IN_TRANSACTION(false),
    /** Age of the oldest open transaction. */
    OLDEST_TRANSACTION_SECONDS(false),
    /** Transactions since the oldest snapshot held. */
    OLDEST_XMIN_AGE(false),
    /** The setting max_connections. */
    MAX_CONNECTIONS(false),
    /** WAL files archived. */
    ARCHIVED(true),
    /** Attempts to archive a WAL file that failed. */
    ARCHIVE_FAILURES(true),
    /** 1 when the last attempt to archive failed, 0 when it succeeded. */
    ARCHIVE_FAILING(false);

    private final boolean counter;

    InstanceMetric(boolean counter) {
        this.counter = counter;
    }

    @Override
    public boolean isCounter() {
        return counter;
    }
}
