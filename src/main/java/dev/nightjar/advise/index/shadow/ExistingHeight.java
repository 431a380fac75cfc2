package dev.nightjar.advise.index.shadow;

import dev.nightjar.model.schema.IndexDefinition;
import dev.nightjar.model.schema.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The height of one of the target's own B-trees, from its size; its metapage is not readable without superuser. The
 * indexes of constraints exist before the rows, so they are taken to have grown, others to have been built. */
final class ExistingHeight {
    private ExistingHeight() {}

    static int of(IndexDefinition index, SchemaLookup schema) {
        Optional<TableDefinition> table = schema.table(index.table());
        if (table.isEmpty()) {
            return 0;
        }
        List<BtreeSize.Column> columns = new ArrayList<>();
        for (String key : index.keys()) {
            columns.add(BtreeSize.column(columnOf(key), table.get(), schema));
        }
        return BtreeSize.height(index.bytes() / BtreePages.BLOCK, BtreeSize.tuple(columns), index.backsConstraint());
    }

    /** The plain column of a key as {@code pg_get_indexdef} prints it; empty for an expression. */
    private static Optional<String> columnOf(String key) {
        String name = key.startsWith("\"") && key.endsWith("\"")
                ? key.substring(1, key.length() - 1).replace("\"\"", "\"")
                : key;
        return Optional.of(name);
    }
}
