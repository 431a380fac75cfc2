package dev.nightjar.advise.index.shadow;

import dev.nightjar.model.schema.ObjectName;
import java.util.Optional;

/**
 * One key of a B-tree index.
 *
 * @param expression as SQL, quoted
 * @param column the column that it is, or the only one that the expression is made of
 * @param operatorClass when it is not the type's default
 */
public record IndexKey(
        String expression, Optional<String> column, boolean plain, boolean descending, Optional<String> operatorClass) {

    public static IndexKey ascending(String column) {
        return new IndexKey(ObjectName.quote(column), Optional.of(column), true, false, Optional.empty());
    }

    public static IndexKey descending(String column) {
        return new IndexKey(ObjectName.quote(column), Optional.of(column), true, true, Optional.empty());
    }

    /** A column with another operator class than its type's default, e.g. {@code text_pattern_ops}. */
    public static IndexKey ofClass(String column, String operatorClass) {
        return new IndexKey(ObjectName.quote(column), Optional.of(column), true, false, Optional.of(operatorClass));
    }

    /** An expression over one column (or none or several: then without statistics of its own). */
    public static IndexKey expression(String expression, Optional<String> column) {
        return new IndexKey("(" + expression + ")", column, false, false, Optional.empty());
    }

    /** As it stands in CREATE INDEX. */
    public String sql() {
        return expression + operatorClass.map(name -> " " + name).orElse("") + (descending ? " DESC" : "");
    }
}
