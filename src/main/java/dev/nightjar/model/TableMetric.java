package dev.nightjar.model;

/** What pg_stat_user_tables counts per table. */
public enum TableMetric implements Metric {
    /** Sequential scans. */
    SEQ_SCANS(true),
    /** Rows read by sequential scans. */
    SEQ_ROWS(true),
    /** Index scans. */
    INDEX_SCANS(true),
    /** Rows fetched by index scans. */
    INDEX_ROWS(true),
    /** Rows inserted. */
    INSERTED(true),
    /** Rows updated. */
    UPDATED(true),
    /** Rows deleted. */
    DELETED(true),
    /** Rows updated without new index entries. */
    HOT_UPDATED(true),
    /** Manual vacuums. */
    VACUUMS(true),
    /** Automatic vacuums. */
    AUTOVACUUMS(true),
    /** Manual analyses. */
    ANALYZES(true),
    /** Automatic analyses. */
    AUTOANALYZES(true),
    /** Heap blocks read. */
    HEAP_READ(true),
    /** Heap blocks found in shared buffers. */
    HEAP_HIT(true),
    /** Live rows, an estimate. */
    LIVE_ROWS(false),
    /** Dead rows, an estimate. */
    DEAD_ROWS(false),
    /** Rows changed since the last analyse. */
    MODIFIED_SINCE_ANALYZE(false),
    /** Main fork. */
    SIZE_BYTES(false),
    /** With indexes and TOAST. */
    TOTAL_BYTES(false),
    /** Age of relfrozenxid. */
    FROZEN_XID_AGE(false);

    private final boolean counter;

    TableMetric(boolean counter) {
        this.counter = counter;
    }

    @Override
    public boolean isCounter() {
        return counter;
    }
}
