package dev.nightjar.model.schema;

import java.util.List;
import java.util.Optional;

/**
 * An index.
 *
 * @param method e.g. {@code btree}
 * @param definition what {@code pg_get_indexdef} prints
 * @param keys each key column or expression as {@code pg_get_indexdef} prints it alone
 * @param includes columns of the INCLUDE list
 * @param keyShapes per key, what besides its text must agree for two indexes to be the same: operator class,
 *     collation, order
 * @param predicate of a partial index
 * @param parent the partitioned index that it belongs to
 * @param bytes true size now
 * @param pages relpages
 * @param tuples reltuples
 * @param scans since the statistics began
 */
public record IndexDefinition(
        ObjectName name,
        ObjectName table,
        String method,
        String definition,
        List<String> keys,
        List<String> includes,
        List<String> keyShapes,
        Optional<String> predicate,
        boolean unique,
        boolean primary,
        boolean exclusion,
        boolean valid,
        boolean clustered,
        boolean replicaIdentity,
        boolean backsConstraint,
        Optional<ObjectName> parent,
        long bytes,
        long pages,
        double tuples,
        long scans) {

    public IndexDefinition {
        keys = List.copyOf(keys);
        includes = List.copyOf(includes);
        keyShapes = List.copyOf(keyShapes);
    }
}
