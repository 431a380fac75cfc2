package dev.nightjar.model.schema;

import java.util.List;
import java.util.Optional;

/**
 * A table, partitioned table, foreign table or materialised view.
 *
 * @param kind pg_class.relkind: {@code r}, {@code p}, {@code f} or {@code m}
 * @param options reloptions, e.g. {@code fillfactor=70}
 * @param partitionKey what follows {@code PARTITION BY}
 * @param partitionBound what follows {@code ATTACH PARTITION …}, where it is a partition
 * @param parents by inheritance or partitioning
 * @param bytes true size of the main fork now
 * @param pages relpages of the last vacuum or analyse, which can be smaller than {@code bytes} says
 * @param tuples reltuples then; −1 when it was never looked at
 * @param allVisiblePages relallvisible then
 */
public record TableDefinition(
        ObjectName name,
        String kind,
        List<ColumnDefinition> columns,
        List<String> options,
        Optional<String> partitionKey,
        Optional<String> partitionBound,
        List<ObjectName> parents,
        long bytes,
        long pages,
        double tuples,
        long allVisiblePages,
        TableActivity activity) {

    public TableDefinition {
        columns = List.copyOf(columns);
        options = List.copyOf(options);
        parents = List.copyOf(parents);
    }

    public Optional<ColumnDefinition> column(String column) {
        return columns.stream()
                .filter(candidate -> !candidate.dropped() && candidate.name().equals(column))
                .findFirst();
    }

    /** Rows now, as the planner estimates them: the density of the last analyse times the true size. */
    public double estimatedRows() {
        if (tuples <= 0 || pages <= 0) {
            return Math.max(0, tuples);
        }
        return tuples / pages * (bytes / 8192.0);
    }
}
