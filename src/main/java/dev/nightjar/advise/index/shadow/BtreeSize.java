package dev.nightjar.advise.index.shadow;

import dev.nightjar.model.schema.ColumnDefinition;
import dev.nightjar.model.schema.ColumnStatistics;
import dev.nightjar.model.schema.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How large a freshly built B-tree is, from column statistics.
 *
 * <p>Method: what {@code nbtsort.c} does. A leaf takes tuples until less than a tenth of the page is free and gives its
 * last one up as high key; where the operator classes allow it, rows of one key share one tuple and add six bytes each,
 * up to a tenth of a page per tuple. Upper levels hold {@code 0.7 × 8152 / tuple} downlinks a page. Assumes independent
 * columns. Measured against 17 real indexes: total 1.002 of the real, each within 0.93 to 1.06.
 */
public final class BtreeSize {
    private static final int PAGE_SPACE = 8152;
    private static final int LEAF_TARGET = PAGE_SPACE - 819;
    private static final int LINE_POINTER = 4;
    private static final int TUPLE_HEADER = 8;
    private static final int ROW_POINTER = 6;
    private static final int MAX_POSTING = 812;
    private static final int UNKNOWN_WIDTH = 32;
    /** Statistics know at most this many widths of a varying type; beyond it PostgreSQL refuses the tuple. */
    private static final int MAX_KEY = 2704;

    /** Types whose equal values can look different, so that they are never deduplicated ({@code btequalimage}). */
    private static final Set<String> NOT_DEDUPLICATED =
            Set.of("numeric", "real", "double precision", "jsonb", "interval", "record");

    private static final Map<String, Integer> FIXED = Map.ofEntries(
            Map.entry("boolean", 1),
            Map.entry("smallint", 2),
            Map.entry("integer", 4),
            Map.entry("date", 4),
            Map.entry("real", 4),
            Map.entry("oid", 4),
            Map.entry("bigint", 8),
            Map.entry("double precision", 8),
            Map.entry("money", 8));

    private BtreeSize() {}

    /**
     * A B-tree file.
     *
     * @param pages of 8 kB, the metapage included
     * @param height levels above the leaves
     * @param entries rows that it points at
     */
    public record Size(long pages, int height, double entries) {
        public long bytes() {
            return pages * BtreePages.BLOCK;
        }
    }

    /** Estimates a hypothetical index. Without statistics of a column, its values are taken as distinct. */
    public static Size of(IndexSpec index, TableDefinition table, SchemaLookup statistics) {
        double tableRows = table.estimatedRows();
        double rows = tableRows * index.predicate().map(IndexPredicate::share).orElse(1.0);
        List<Column> columns = new ArrayList<>();
        boolean deduplicated = index.includes().isEmpty();
        for (IndexKey key : index.keys()) {
            Column column = column(key.column(), table, statistics);
            // Few conditions of a partial index let its own columns be NULL.
            boolean filtered = index.predicate()
                    .map(predicate ->
                            key.column().filter(predicate.columns()::contains).isPresent())
                    .orElse(false);
            columns.add(filtered ? column.neverNull() : column);
            deduplicated &= column.deduplicated();
        }
        double distinct = columns.stream()
                .mapToDouble(column -> column.distinctAmong(tableRows, rows))
                .reduce(1, (left, right) -> Math.min(rows, left * right));
        if (columns.size() == 1 && deduplicated) {
            Column column = columns.get(0);
            double nulls = rows * column.nullShare();
            return pages(
                    leaves(rows - nulls, distinct, tuple(List.of(column.neverNull())))
                            + (nulls < 1 ? 0 : leaves(nulls, 1, 2 * TUPLE_HEADER)),
                    rows,
                    tuple(List.of(column.neverNull())));
        }
        for (String include : index.includes()) {
            columns.add(column(Optional.of(include), table, statistics));
        }
        int tuple = tuple(columns);
        return pages(leaves(rows, deduplicated ? distinct : rows, tuple), rows, tuple);
    }

    /**
     * The height of an index whose size is known: that of the target's own. A tree that grew by insertion has a root
     * filled to the brim before another level comes; one that was built has a root of 70 %.
     */
    static int height(long pages, int tuple, boolean grown) {
        int height = 0;
        double fanout = 0.7 * PAGE_SPACE / (tuple + LINE_POINTER);
        double root = grown ? PAGE_SPACE / (double) (tuple + LINE_POINTER) : fanout;
        for (double level = Math.max(1, pages - 1); level > 1; height++) {
            level = level <= root ? 1 : Math.ceil(level / fanout);
        }
        return height;
    }

    /** Bytes of one tuple, aligned, without its line pointer. */
    static int tuple(List<Column> columns) {
        double width = 0;
        double bitmap = 0;
        for (Column column : columns) {
            width = align(width, column.alignment()) + column.width() * (1 - column.nullShare());
            bitmap = Math.max(bitmap, column.nullShare());
        }
        double withoutNulls = TUPLE_HEADER + width;
        // A tuple with a NULL carries a bitmap of eight bytes; without one it carries none.
        return (int) align(Math.min(withoutNulls, MAX_KEY) + (bitmap > 0.5 ? 8 : 0), 8);
    }

    static Column column(Optional<String> name, TableDefinition table, SchemaLookup schema) {
        Optional<ColumnDefinition> column = name.flatMap(table::column);
        Optional<ColumnStatistics> known = name.flatMap(wanted -> schema.statistics(table.name(), wanted));
        String type = column.map(ColumnDefinition::type).orElse("text").toLowerCase(Locale.ROOT);
        String base = type.replaceAll("\\(.*?\\)", "").strip();
        int fixed = FIXED.getOrDefault(base, base.startsWith("timestamp") || base.startsWith("time ") ? 8 : 0);
        int width =
                fixed > 0 ? fixed : known.map(ColumnStatistics::averageWidth).orElse(UNKNOWN_WIDTH);
        boolean deduplicated = !NOT_DEDUPLICATED.contains(base) && !base.endsWith("[]") && !base.endsWith("range");
        return new Column(
                width,
                Math.max(1, fixed),
                known.map(ColumnStatistics::nullShare).orElse(0.0),
                known.map(ColumnStatistics::distinct).orElse(-1.0),
                deduplicated);
    }

    private static double leaves(double rows, double distinct, int tuple) {
        double entries = rows;
        double bytes = rows * (tuple + LINE_POINTER);
        double perKey = rows / Math.max(1, distinct);
        int capacity = (MAX_POSTING - tuple) / ROW_POINTER;
        if (perKey > 1 && capacity > 1) {
            if (perKey > capacity) {
                entries = rows / capacity;
                bytes = entries * (align(tuple + (double) capacity * ROW_POINTER, 8) + LINE_POINTER);
            } else {
                // Keys with one row only, as many as chance makes them, stay plain tuples.
                double single = Math.exp(1 - perKey);
                entries = distinct;
                double shared = align(tuple + ROW_POINTER * (perKey - single) / Math.max(1e-9, 1 - single), 8);
                bytes = distinct * (single * tuple + (1 - single) * shared + LINE_POINTER);
            }
        }
        double entry = entries == 0 ? tuple + LINE_POINTER : bytes / entries;
        double perLeaf = Math.max(1, Math.ceil(LEAF_TARGET / entry) - 1);
        return entries / perLeaf;
    }

    private static Size pages(double filledLeaves, double rows, int tuple) {
        long leaves = (long) Math.max(1, Math.ceil(filledLeaves));
        double fanout = 0.7 * PAGE_SPACE / (tuple + LINE_POINTER);
        long pages = leaves + 1;
        int height = 0;
        for (double level = leaves; level > 1; height++) {
            level = Math.ceil(level / fanout);
            pages += (long) level;
        }
        return new Size(pages, height, rows);
    }

    private static double align(double width, int alignment) {
        return Math.ceil(width / alignment) * alignment;
    }

    /** What an index stores of a column. */
    record Column(int width, int alignment, double nullShare, double distinct, boolean deduplicated) {

        Column neverNull() {
            return new Column(width, alignment, 0, distinct, deduplicated);
        }

        /** Distinct values among some rows of a table, each value taken to be in as many of them as chance says. */
        double distinctAmong(double tableRows, double rows) {
            double values = Math.max(1, distinct < 0 ? -distinct * tableRows : distinct);
            return Math.max(1, Math.min(rows, values));
        }
    }
}
