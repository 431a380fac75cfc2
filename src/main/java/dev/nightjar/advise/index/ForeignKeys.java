package dev.nightjar.advise.index;

import dev.nightjar.advise.index.shadow.Plan;
import dev.nightjar.advise.index.shadow.PlanNode;
import dev.nightjar.advise.index.shadow.SchemaLookup;
import dev.nightjar.advise.index.shadow.ShadowPlanner;
import dev.nightjar.model.Fingerprint;
import dev.nightjar.model.schema.ConstraintDefinition;
import dev.nightjar.model.schema.IndexDefinition;
import dev.nightjar.model.schema.ObjectName;
import dev.nightjar.model.schema.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The searches behind a DELETE: for every foreign key that refers to the table, PostgreSQL looks for children of each
 * deleted row, and reads the whole child table where no index begins with the key. EXPLAIN of the DELETE does not show
 * them, so they are planned as the statements that they are ({@code ri_triggers.c}).
 */
final class ForeignKeys {
    private final SchemaLookup schema;
    private final ShadowPlanner shadow;

    ForeignKeys(ShadowPlanner shadow) {
        this.schema = shadow.lookup();
        this.shadow = shadow;
    }

    /** What each call of a DELETE searches besides. */
    List<ModelledStatement.Companion> companions(String text, WorkloadStatement statement, AccessReader reader) {
        if (!text.strip().regionMatches(true, 0, "delete", 0, 6)) {
            return List.of();
        }
        Optional<ObjectName> table =
                deletedFrom(shadow.planVerbosely(text, dev.nightjar.advise.index.shadow.WhatIf.AS_IS));
        double rows = Double.isNaN(statement.rowsPerCall()) ? 1 : statement.rowsPerCall();
        return table.map(parent -> searches(parent, rows, reader)).orElse(List.of());
    }

    private static Optional<ObjectName> deletedFrom(Plan plan) {
        PlanNode root = plan.root();
        return root.operation().equals("Delete") ? root.relation() : Optional.empty();
    }

    private List<ModelledStatement.Companion> searches(ObjectName parent, double rows, AccessReader reader) {
        List<ModelledStatement.Companion> searches = new ArrayList<>();
        for (ConstraintDefinition key : referring(parent)) {
            String text = search(key);
            searches.add(new ModelledStatement.Companion(text, key.table(), rows, reader.read(text)));
        }
        return searches;
    }

    /**
     * Foreign keys without index whose parents lose rows although no DELETE of the workload shows it (a function does
     * it, or pg_stat_statements lost it): as statements of their own, by the table's count of deleted rows.
     */
    List<ModelledStatement> unseen(List<ModelledStatement> seen, double statisticsDays, AccessReader reader) {
        List<ModelledStatement> more = new ArrayList<>();
        for (ConstraintDefinition key : withoutIndex()) {
            boolean known = seen.stream()
                    .flatMap(statement -> statement.companions().stream())
                    .anyMatch(companion -> companion.text().equals(search(key)));
            double deletes = deletesPerDay(key, statisticsDays);
            if (!known && deletes > 0) {
                String text = search(key);
                more.add(new ModelledStatement(
                        new Fingerprint(text.hashCode()),
                        List.of(new ModelledStatement.Text(text, 1)),
                        List.of(),
                        deletes,
                        Double.NaN,
                        Confidence.GENERIC,
                        reader.read(text),
                        true));
            }
        }
        return more;
    }

    /** Those whose parents never lose a row: nothing searches for children. */
    List<ConstraintDefinition> idle(List<ModelledStatement> seen, double statisticsDays) {
        return withoutIndex().stream()
                .filter(key -> deletesPerDay(key, statisticsDays) == 0)
                .filter(key -> seen.stream()
                        .flatMap(statement -> statement.companions().stream())
                        .noneMatch(companion -> companion.text().equals(search(key))))
                .toList();
    }

    private double deletesPerDay(ConstraintDefinition key, double statisticsDays) {
        double days = statisticsDays > 0 ? statisticsDays : 1;
        return key.referencedTable()
                .flatMap(schema::table)
                .map(TableDefinition::activity)
                .map(activity -> activity.deleted() / days)
                .orElse(0.0);
    }

    List<ConstraintDefinition> withoutIndex() {
        return schema.schema().constraints().stream()
                .filter(ConstraintDefinition::isForeignKey)
                .filter(key -> !key.inherited())
                .filter(key -> schema.table(key.table())
                        .filter(table -> table.kind().equals("r"))
                        .isPresent())
                .filter(key -> schema.indexesOf(key.table()).stream().noneMatch(index -> serves(index, key)))
                .toList();
    }

    /** Whether an index begins with the key's columns, in whatever order. */
    static boolean serves(IndexDefinition index, ConstraintDefinition key) {
        int columns = key.columns().size();
        return index.valid()
                && index.predicate().isEmpty()
                && index.method().equals("btree")
                && index.keys().size() >= columns
                && index.keys().subList(0, columns).stream()
                        .map(ConditionText::unquote)
                        .collect(Collectors.toSet())
                        .containsAll(key.columns());
    }

    private List<ConstraintDefinition> referring(ObjectName parent) {
        return schema.schema().constraints().stream()
                .filter(ConstraintDefinition::isForeignKey)
                .filter(key -> !key.inherited())
                .filter(key -> key.referencedTable().equals(Optional.of(parent)))
                .toList();
    }

    private static String search(ConstraintDefinition key) {
        String where = IntStream.range(0, key.columns().size())
                .mapToObj(i -> "$" + (i + 1) + " OPERATOR(pg_catalog.=) "
                        + ObjectName.quote(key.columns().get(i)))
                .collect(Collectors.joining(" AND "));
        return key.onDelete().equals("c")
                ? "DELETE FROM ONLY " + key.table().quoted() + " WHERE " + where
                : "SELECT 1 FROM ONLY " + key.table().quoted() + " x WHERE " + where + " FOR KEY SHARE OF x";
    }
}
