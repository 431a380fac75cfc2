package dev.nightjar.model.schema;

/** Rows written since the statistics began, from pg_stat_user_tables. */
public record TableActivity(long inserted, long updated, long hotUpdated, long deleted, long sequentialScans) {

    public static final TableActivity NONE = new TableActivity(0, 0, 0, 0, 0);

    /** Share of updates that needed no new index entries, 0–1; 1 when nothing was updated. */
    public double hotShare() {
        return updated == 0 ? 1 : (double) hotUpdated / updated;
    }
}
