package dev.nightjar.advise.index.shadow;

import java.util.Set;

/**
 * The condition of a partial index.
 *
 * @param sql the condition
 * @param columns that it reads
 * @param share of the table's rows that fulfil it, 0–1
 */
public record IndexPredicate(String sql, Set<String> columns, double share) {
    public IndexPredicate {
        columns = Set.copyOf(columns);
    }
}
