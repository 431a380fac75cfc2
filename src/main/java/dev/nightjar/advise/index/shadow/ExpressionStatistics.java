package dev.nightjar.advise.index.shadow;

import dev.nightjar.model.schema.ColumnStatistics;
import dev.nightjar.model.schema.ObjectName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Statistics of an expression that an index would have after ANALYZE, from its only column: share of NULLs, width,
 * distinct values. Sound where the expression keeps values apart, as {@code lower(email)} does; without them PostgreSQL
 * takes an equality to match half a percent of the rows.
 */
final class ExpressionStatistics {
    private ExpressionStatistics() {}

    static List<ColumnStatistics> of(Map<IndexSpec, ObjectName> indexes, SchemaLookup schema) {
        List<ColumnStatistics> derived = new ArrayList<>();
        indexes.forEach((spec, name) -> {
            for (int number = 1; number <= spec.keys().size(); number++) {
                IndexKey key = spec.keys().get(number - 1);
                if (!key.plain() && key.column().isPresent()) {
                    int position = number;
                    schema.statistics(spec.table(), key.column().get())
                            .ifPresent(base -> derived.add(on(name, position, base)));
                }
            }
        });
        return derived;
    }

    private static ColumnStatistics on(ObjectName index, int number, ColumnStatistics base) {
        return new ColumnStatistics(
                index,
                true,
                "",
                number,
                false,
                base.nullShare(),
                base.averageWidth(),
                base.distinct(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Double.NaN,
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                Double.NaN,
                Optional.empty());
    }
}
