package dev.nightjar.model.schema;

import java.util.List;
import java.util.Optional;

/**
 * A constraint of a table.
 *
 * @param type pg_constraint.contype: {@code p}, {@code u}, {@code f}, {@code c} or {@code x}
 * @param definition what {@code pg_get_constraintdef} prints
 * @param columns in the constraint's order
 * @param index that backs it
 * @param inherited whether it only mirrors a parent's
 * @param onDelete of a foreign key: {@code a} no action, {@code r} restrict, {@code c} cascade, {@code n} set null,
 *     {@code d} set default; empty otherwise
 * @param validated false for {@code NOT VALID}
 */
public record ConstraintDefinition(
        String name,
        ObjectName table,
        String type,
        String definition,
        List<String> columns,
        Optional<ObjectName> referencedTable,
        List<String> referencedColumns,
        Optional<ObjectName> index,
        boolean inherited,
        String onDelete,
        boolean validated) {

    public ConstraintDefinition {
        columns = List.copyOf(columns);
        referencedColumns = List.copyOf(referencedColumns);
    }

    public boolean isForeignKey() {
        return type.equals("f");
    }
}
