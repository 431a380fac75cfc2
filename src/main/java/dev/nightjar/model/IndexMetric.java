package dev.nightjar.model;

/** What pg_stat_user_indexes counts per index. */
public enum IndexMetric implements Metric {
    /** Scans begun. */
    SCANS(true),
    /** Entries returned by scans. */
    ROWS_READ(true),
    /** Live rows fetched by simple scans. */
    ROWS_FETCHED(true),
    /** Blocks read. */
    BLOCKS_READ(true),
    /** Blocks found in shared buffers. */
    BLOCKS_HIT(true),
    /** Size on disk. */
    SIZE_BYTES(false);

    private final boolean counter;

    IndexMetric(boolean counter) {
        this.counter = counter;
    }

    @Override
    public boolean isCounter() {
        return counter;
    }
}
