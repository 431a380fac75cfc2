package dev.nightjar.model.schema;

import java.util.Optional;

/**
 * An object made by CREATE STATISTICS.
 *
 * @param definition what {@code pg_get_statisticsobjdef} prints
 * @param distinct the n-distinct coefficients, bytes in hexadecimal
 * @param dependencies the functional dependencies, bytes in hexadecimal
 * @param mostCommon the most common combinations, bytes in hexadecimal
 */
public record ExtendedStatistics(
        ObjectName name,
        ObjectName table,
        String definition,
        boolean inherited,
        Optional<String> distinct,
        Optional<String> dependencies,
        Optional<String> mostCommon) {}
