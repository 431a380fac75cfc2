package dev.nightjar.advise.index.shadow;

import dev.nightjar.model.schema.ColumnDefinition;
import dev.nightjar.model.schema.ConstraintDefinition;
import dev.nightjar.model.schema.IndexDefinition;
import dev.nightjar.model.schema.ObjectName;
import dev.nightjar.model.schema.SchemaSnapshot;
import dev.nightjar.model.schema.TableDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The statements that make the target's schema anew, while its tables are empty. Every object is made by itself and
 * tied to its parents afterwards, as pg_dump does, so that attribute numbers and index names come out the same.
 */
final class SchemaScript {

    /**
     * One statement.
     *
     * @param object what it makes, for the list of what could not be made
     * @param matters whether statements can need it; a column's default cannot matter to a plan
     */
    record Step(String object, String sql, boolean matters) {}

    private final SchemaSnapshot schema;
    private final List<Step> steps = new ArrayList<>();
    private final Set<ObjectName> constraintIndexes = new HashSet<>();

    private SchemaScript(SchemaSnapshot schema) {
        this.schema = schema;
    }

    /** In an order that mostly works; what fails for want of a later object is to be tried again after it. */
    static List<Step> of(SchemaSnapshot schema) {
        SchemaScript script = new SchemaScript(schema);
        script.write();
        return script.steps;
    }

    private void write() {
        schema.schemas().forEach(name -> add(name, "CREATE SCHEMA IF NOT EXISTS " + ObjectName.quote(name)));
        schema.types().forEach(type -> add(type.name(), type.definition()));
        schema.sequences()
                .forEach(sequence -> add(
                        sequence.name(), "CREATE SEQUENCE " + sequence.name().quoted() + " AS " + sequence.type()));
        schema.functions().forEach(function -> add(function.name(), function.definition()));
        schema.tables().forEach(this::table);
        constraints("c");
        constraints("p");
        constraints("u");
        constraints("x");
        schema.indexes().stream()
                .filter(index -> !constraintIndexes.contains(index.name()))
                .forEach(index -> add(index.name(), onlyItself(index)));
        schema.tables().forEach(this::attach);
        schema.indexes()
                .forEach(index -> index.parent()
                        .ifPresent(parent -> add(
                                index.name() + " attached",
                                "ALTER INDEX " + parent.quoted() + " ATTACH PARTITION "
                                        + index.name().quoted())));
        schema.views()
                .forEach(view -> add(view.name(), "CREATE VIEW " + view.name().quoted() + " AS " + view.query()));
        constraints("f");
        schema.extendedStatistics().forEach(statistics -> add(statistics.name(), statistics.definition()));
    }

    private void table(TableDefinition table) {
        if (table.kind().equals("f")) {
            return;
        }
        String columns =
                table.columns().stream().map(SchemaScript::column).collect(Collectors.joining(",\n  ", "(\n  ", ")"));
        String options = table.options().isEmpty() || table.kind().equals("p")
                ? ""
                : table.options().stream()
                        .filter(option -> option.startsWith("fillfactor=") || option.startsWith("parallel_workers="))
                        .collect(Collectors.joining(", "));
        add(
                table.name(),
                "CREATE TABLE " + table.name().quoted() + " " + (table.columns().isEmpty() ? "()" : columns)
                        + table.partitionKey()
                                .map(key -> " PARTITION BY " + key)
                                .orElse("")
                        + (options.isEmpty() ? "" : " WITH (" + options + ")"));
        for (ColumnDefinition column : table.columns()) {
            if (column.dropped()) {
                alter(table, "DROP COLUMN " + placeholder(column), table.name() + " dropped column", true);
            } else {
                column.statisticsTarget()
                        .ifPresent(target -> alter(
                                table,
                                "ALTER COLUMN " + ObjectName.quote(column.name()) + " SET STATISTICS " + target,
                                table.name() + " statistics target",
                                false));
                if (column.generated().isEmpty()) {
                    column.defaultExpression()
                            .ifPresent(expression -> alter(
                                    table,
                                    "ALTER COLUMN " + ObjectName.quote(column.name()) + " SET DEFAULT " + expression,
                                    table.name() + " default",
                                    false));
                }
            }
        }
    }

    private static String column(ColumnDefinition column) {
        if (column.dropped()) {
            return placeholder(column) + " integer";
        }
        String generated = column.defaultExpression()
                .filter(expression -> !column.generated().isEmpty())
                .map(expression -> " GENERATED ALWAYS AS (" + expression + ") "
                        + (column.generated().equals("v") ? "VIRTUAL" : "STORED"))
                .orElse("");
        return ObjectName.quote(column.name()) + " " + column.type()
                + column.collation()
                        .map(collation -> " COLLATE " + collation.quoted())
                        .orElse("")
                + generated + (column.notNull() ? " NOT NULL" : "");
    }

    private static String placeholder(ColumnDefinition column) {
        return ObjectName.quote("nightjar dropped " + column.number());
    }

    private void constraints(String type) {
        for (ConstraintDefinition constraint : schema.constraints()) {
            if (!constraint.type().equals(type) || (constraint.isForeignKey() && constraint.inherited())) {
                continue;
            }
            constraint.index().filter(index -> !constraint.isForeignKey()).ifPresent(constraintIndexes::add);
            // A parent's check is added to it alone: its children have their own copies.
            String only = constraint.isForeignKey() || constraint.definition().contains("NO INHERIT") ? "" : "ONLY ";
            add(
                    constraint.table() + " " + constraint.name(),
                    "ALTER TABLE " + only + constraint.table().quoted() + " ADD CONSTRAINT "
                            + ObjectName.quote(constraint.name()) + " " + constraint.definition(),
                    !type.equals("c"));
        }
    }

    /** Partitioned indexes are printed with ONLY, which is what is wanted. */
    private static String onlyItself(IndexDefinition index) {
        return index.definition();
    }

    private void attach(TableDefinition table) {
        for (ObjectName parent : table.parents()) {
            String sql = table.partitionBound()
                    .map(bound -> "ALTER TABLE ONLY " + parent.quoted() + " ATTACH PARTITION "
                            + table.name().quoted() + " " + bound)
                    .orElse("ALTER TABLE " + table.name().quoted() + " INHERIT " + parent.quoted());
            add(table.name() + " attached", sql);
        }
    }

    private void alter(TableDefinition table, String action, String what, boolean matters) {
        String kind = table.kind().equals("m") ? "TABLE" : "TABLE ONLY";
        add(what, "ALTER " + kind + " " + table.name().quoted() + " " + action, matters);
    }

    private void add(Object object, String sql) {
        add(object.toString(), sql, true);
    }

    private void add(String object, String sql, boolean matters) {
        steps.add(new Step(object, sql, matters));
    }
}
