package dev.nightjar.model.schema;

import java.util.Optional;

/**
 * A column, dropped ones included because attribute numbers count them.
 *
 * @param number from 1
 * @param type as {@code format_type} prints it; {@code integer} for a dropped column
 * @param collation when it is not the type's own
 * @param defaultExpression of the default or of the generated column
 * @param generated empty, {@code s} stored or {@code v} virtual
 * @param statisticsTarget when it was set for the column
 */
public record ColumnDefinition(
        int number,
        String name,
        boolean dropped,
        String type,
        boolean notNull,
        Optional<ObjectName> collation,
        Optional<String> defaultExpression,
        String generated,
        Optional<Integer> statisticsTarget) {}
