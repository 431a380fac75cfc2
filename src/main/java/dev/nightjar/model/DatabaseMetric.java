package dev.nightjar.model;

/** What pg_stat_database counts per database. */
public enum DatabaseMetric implements Metric {
    /** Committed transactions. */
    COMMITS(true),
    /** Rolled back transactions. */
    ROLLBACKS(true),
    /** Blocks read. */
    BLOCKS_READ(true),
    /** Blocks found in shared buffers. */
    BLOCKS_HIT(true),
    /** Rows scanned. */
    ROWS_RETURNED(true),
    /** Rows fetched. */
    ROWS_FETCHED(true),
    /** Rows inserted. */
    ROWS_INSERTED(true),
    /** Rows updated. */
    ROWS_UPDATED(true),
    /** Rows deleted. */
    ROWS_DELETED(true),
    /** Queries cancelled by recovery. */
    CONFLICTS(true),
    /** Temporary files. */
    TEMP_FILES(true),
    /** Bytes of temporary files. */
    TEMP_BYTES(true),
    /** Deadlocks. */
    DEADLOCKS(true),
    /** Time reading blocks. */
    READ_MS(true),
    /** Time writing blocks. */
    WRITE_MS(true),
    /** Time of sessions; NaN before 14. */
    SESSION_MS(true),
    /** Time of executing; NaN before 14. */
    ACTIVE_MS(true),
    /** Time idle in transaction; NaN before 14. */
    IDLE_IN_TRANSACTION_MS(true),
    /** Sessions begun; NaN before 14. */
    SESSIONS(true),
    /** Sessions lost; NaN before 14. */
    SESSIONS_ABANDONED(true),
    /** Sessions ended by an error; NaN before 14. */
    SESSIONS_FATAL(true),
    /** Sessions ended by an operator; NaN before 14. */
    SESSIONS_KILLED(true),
    /** Sessions connected. */
    BACKENDS(false),
    /** Size on disk. */
    SIZE_BYTES(false),
    /** Age of the oldest unfrozen transaction id. */
    FROZEN_XID_AGE(false),
    /** Age of the oldest multixact id. */
    MIN_MXID_AGE(false);

    private final boolean counter;

    DatabaseMetric(boolean counter) {
        this.counter = counter;
    }

    @Override
    public boolean isCounter() {
        return counter;
    }
}
