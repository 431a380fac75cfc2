package dev.nightjar.advise.index.shadow;

import dev.nightjar.model.schema.ObjectName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A B-tree index that might be.
 *
 * @param includes columns of the INCLUDE list
 * @param predicate of a partial index, as SQL
 */
public record IndexSpec(
        ObjectName table, List<IndexKey> keys, List<String> includes, Optional<IndexPredicate> predicate) {

    public IndexSpec {
        keys = List.copyOf(keys);
        includes = List.copyOf(includes);
    }

    public static IndexSpec of(ObjectName table, List<IndexKey> keys) {
        return new IndexSpec(table, keys, List.of(), Optional.empty());
    }

    public IndexSpec including(List<String> columns) {
        return new IndexSpec(table, keys, columns, predicate);
    }

    public IndexSpec where(IndexPredicate condition) {
        return new IndexSpec(table, keys, includes, Optional.of(condition));
    }

    /** The statement that makes it under a name. */
    public String create(String name) {
        return "CREATE INDEX " + ObjectName.quote(name) + " ON " + table.quoted() + " USING btree ("
                + keys.stream().map(IndexKey::sql).collect(Collectors.joining(", ")) + ")"
                + (includes.isEmpty()
                        ? ""
                        : includes.stream().map(ObjectName::quote).collect(Collectors.joining(", ", " INCLUDE (", ")")))
                + predicate.map(condition -> " WHERE " + condition.sql()).orElse("");
    }

    /** What it is without a name, for people and for telling two apart. */
    @Override
    public String toString() {
        return create("").replace("CREATE INDEX \"\" ON ", "").replace(" USING btree", "");
    }
}
