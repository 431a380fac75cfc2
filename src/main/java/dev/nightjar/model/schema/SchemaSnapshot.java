package dev.nightjar.model.schema;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A target database's schema, statistics and planner settings at one moment; not one row of its data, though the
 * statistics hold sample values.
 *
 * @param schemas besides {@code public}
 * @param extensions installed ones besides plpgsql
 * @param collations used by columns or indexes and not the same everywhere
 * @param types enums, domains, composites and ranges, in the order of their creation
 * @param functions in SQL and PL/pgSQL
 * @param tables ordinary, partitioned and foreign ones, and materialised views
 * @param constraints checks, keys and foreign keys
 * @param columnStatistics of tables and of expression indexes
 * @param settings every planner-relevant one with the value that a new session has
 * @param unreadable what the role could not read, each with what it means for the advice
 */
public record SchemaSnapshot(
        Instant capturedAt,
        DatabaseFacts database,
        List<String> schemas,
        List<ExtensionDefinition> extensions,
        List<CollationDefinition> collations,
        List<TypeDefinition> types,
        List<FunctionDefinition> functions,
        List<SequenceDefinition> sequences,
        List<TableDefinition> tables,
        List<ConstraintDefinition> constraints,
        List<IndexDefinition> indexes,
        List<ViewDefinition> views,
        List<ExtendedStatistics> extendedStatistics,
        List<ColumnStatistics> columnStatistics,
        List<PlannerSetting> settings,
        List<String> unreadable) {

    public SchemaSnapshot {
        schemas = List.copyOf(schemas);
        extensions = List.copyOf(extensions);
        collations = List.copyOf(collations);
        types = List.copyOf(types);
        functions = List.copyOf(functions);
        sequences = List.copyOf(sequences);
        tables = List.copyOf(tables);
        constraints = List.copyOf(constraints);
        indexes = List.copyOf(indexes);
        views = List.copyOf(views);
        extendedStatistics = List.copyOf(extendedStatistics);
        columnStatistics = List.copyOf(columnStatistics);
        settings = List.copyOf(settings);
        unreadable = List.copyOf(unreadable);
    }

    public Optional<TableDefinition> table(ObjectName name) {
        return tables.stream().filter(table -> table.name().equals(name)).findFirst();
    }

    public List<IndexDefinition> indexesOf(ObjectName table) {
        return indexes.stream().filter(index -> index.table().equals(table)).toList();
    }
}
