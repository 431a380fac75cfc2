package dev.nightjar.model;

/** What pg_replication_slots tells of a slot. */
public enum SlotMetric implements Metric {
    /** WAL from what the slot's consumer still needs to where the server writes, on a standby to where it has received. */
    WAL_KEPT,
    /** WAL that can be written before the slot is given up; NaN without max_slot_wal_keep_size. */
    SAFE_WAL_SIZE,
    /** The setting max_slot_wal_keep_size in bytes; NaN for no limit. */
    KEEP_LIMIT,
    /** 1 while a consumer is connected, else 0. */
    ACTIVE,
    /** Since when nobody is connected, in seconds of the server's clock; NaN before 17 and while somebody is. */
    INACTIVE_SECONDS;

    @Override
    public boolean isCounter() {
        return false;
    }
}
