package dev.nightjar.model;

/** What pg_stat_statements counts per statement; milliseconds, blocks of 8 kB and bytes. */
public enum StatementMetric implements Metric {
    /** Executions that ended. */
    CALLS(true),
    /** Execution time. */
    EXEC_MS(true),
    /** Planning time; NaN unless track_planning is on. */
    PLAN_MS(true),
    /** Rows returned or affected. */
    ROWS(true),
    /** Blocks found in shared buffers. */
    SHARED_HIT(true),
    /** Blocks read into shared buffers. */
    SHARED_READ(true),
    /** Blocks dirtied. */
    SHARED_DIRTIED(true),
    /** Blocks written by the statement itself. */
    SHARED_WRITTEN(true),
    /** Temporary blocks read. */
    TEMP_READ(true),
    /** Temporary blocks written. */
    TEMP_WRITTEN(true),
    /** Time reading blocks; NaN unless track_io_timing is on. */
    READ_MS(true),
    /** Time writing blocks; NaN unless track_io_timing is on. */
    WRITE_MS(true),
    /** WAL records. */
    WAL_RECORDS(true),
    /** WAL bytes. */
    WAL_BYTES(true),
    /** Just-in-time compilation; NaN before 15. */
    JIT_MS(true),
    /** Shortest execution since the entry began. */
    MIN_MS(false),
    /** Longest execution since the entry began. */
    MAX_MS(false),
    /** Standard deviation of the execution time since the entry began. */
    STDDEV_MS(false);

    private final boolean counter;

    StatementMetric(boolean counter) {
        this.counter = counter;
    }

    @Override
    public boolean isCounter() {
        return counter;
    }
}
