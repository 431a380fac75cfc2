package dev.nightjar.model.schema;

import java.util.List;
import java.util.Optional;

/**
 * What ANALYZE found about a column, one row of pg_stats; arrays are PostgreSQL's array text.
 *
 * @param relation a table, or an expression index
 * @param column its name
 * @param number its attribute number, which names a column of an index
 * @param inherited whether children are included
 * @param distinct n_distinct: a count, or negative as a share of the rows
 * @param correlation NaN when the type has no order
 * @param rangeEmptyShare NaN when it is not a range
 */
public record ColumnStatistics(
        ObjectName relation,
        boolean ofIndex,
        String column,
        int number,
        boolean inherited,
        double nullShare,
        int averageWidth,
        double distinct,
        Optional<String> mostCommonValues,
        List<Double> mostCommonShares,
        Optional<String> histogram,
        double correlation,
        Optional<String> mostCommonElements,
        List<Double> mostCommonElementShares,
        List<Double> elementCountHistogram,
        Optional<String> rangeLengthHistogram,
        double rangeEmptyShare,
        Optional<String> rangeBoundsHistogram) {

    public ColumnStatistics {
        mostCommonShares = List.copyOf(mostCommonShares);
        mostCommonElementShares = List.copyOf(mostCommonElementShares);
        elementCountHistogram = List.copyOf(elementCountHistogram);
    }

    /** Distinct values among that many rows. */
    public double distinctOf(double rows) {
        return Math.max(1, Math.min(rows, distinct < 0 ? -distinct * rows : distinct));
    }
}
