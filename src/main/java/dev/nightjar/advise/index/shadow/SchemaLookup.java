package dev.nightjar.advise.index.shadow;

import dev.nightjar.model.schema.ColumnStatistics;
import dev.nightjar.model.schema.IndexDefinition;
import dev.nightjar.model.schema.ObjectName;
import dev.nightjar.model.schema.SchemaSnapshot;
import dev.nightjar.model.schema.TableDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A schema snapshot by name; a snapshot of ten thousand tables is asked thousands of times. */
public final class SchemaLookup {
    private record Column(ObjectName table, String name) {}

    private final SchemaSnapshot schema;
    private final Map<ObjectName, TableDefinition> tables = new HashMap<>();
    private final Map<ObjectName, List<IndexDefinition>> indexes = new HashMap<>();
    private final Map<Column, ColumnStatistics> statistics = new HashMap<>();

    public SchemaLookup(SchemaSnapshot schema) {
        this.schema = schema;
        schema.tables().forEach(table -> tables.put(table.name(), table));
        schema.indexes()
                .forEach(index -> indexes.computeIfAbsent(index.table(), table -> new ArrayList<>())
                        .add(index));
        for (ColumnStatistics row : schema.columnStatistics()) {
            TableDefinition table = tables.get(row.relation());
            // A partitioned table has only statistics over its partitions, another's own rows are meant.
            if (table != null && row.inherited() == table.kind().equals("p")) {
                statistics.put(new Column(row.relation(), row.column()), row);
            }
        }
    }

    public SchemaSnapshot schema() {
        return schema;
    }

    public Optional<TableDefinition> table(ObjectName name) {
        return Optional.ofNullable(tables.get(name));
    }

    public List<IndexDefinition> indexesOf(ObjectName table) {
        return indexes.getOrDefault(table, List.of());
    }

    public Optional<ColumnStatistics> statistics(ObjectName table, String column) {
        return Optional.ofNullable(statistics.get(new Column(table, column)));
    }
}
