package dev.nightjar.advise.index.shadow;

import dev.nightjar.model.schema.ColumnStatistics;
import dev.nightjar.model.schema.IndexDefinition;
import dev.nightjar.model.schema.ObjectName;
import dev.nightjar.model.schema.SchemaSnapshot;
import dev.nightjar.model.schema.TableDefinition;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGConnection;

/**
 * Gives the shadow's empty tables and columns the target's statistics, by the restore functions of PostgreSQL 18. Rows
 * travel by COPY into a staging table; relations stay locked until commit, so they go in portions.
 */
final class StatisticsRestore {
    private static final int PORTION = 5_000;

    private static final String STAGE = """
            CREATE TEMPORARY TABLE nightjar_stage (
              portion integer, schemaname text, relname text, attname text, attnum smallint, inherited boolean,
              null_frac real, avg_width integer, n_distinct real, most_common_vals text, most_common_freqs real[],
              histogram_bounds text, correlation real, most_common_elems text, most_common_elem_freqs real[],
              elem_count_histogram real[], range_length_histogram text, range_empty_frac real,
              range_bounds_histogram text)
            """;

    private static final String RESTORE = """
            SELECT count(*) FILTER (WHERE NOT ok) FROM (
              SELECT pg_catalog.pg_restore_attribute_stats(
                'schemaname', s.schemaname, 'relname', s.relname, 'attname', s.attname, 'attnum', s.attnum,
                'inherited', s.inherited, 'null_frac', s.null_frac, 'avg_width', s.avg_width,
                'n_distinct', s.n_distinct, 'most_common_vals', s.most_common_vals,
                'most_common_freqs', s.most_common_freqs, 'histogram_bounds', s.histogram_bounds,
                'correlation', s.correlation, 'most_common_elems', s.most_common_elems,
                'most_common_elem_freqs', s.most_common_elem_freqs,
                'elem_count_histogram', s.elem_count_histogram,
                'range_length_histogram', s.range_length_histogram, 'range_empty_frac', s.range_empty_frac,
                'range_bounds_histogram', s.range_bounds_histogram) AS ok
                FROM nightjar_stage s
               WHERE s.portion = ? AND to_regclass(format('%I.%I', s.schemaname, s.relname)) IS NOT NULL) restored
            """;

    private static final String RELATION = """
            SELECT pg_catalog.pg_restore_relation_stats('schemaname', ?::text, 'relname', ?::text,
                   'relpages', ?::integer, 'reltuples', ?::real, 'relallvisible', ?::integer)
             WHERE to_regclass(format('%I.%I', ?::text, ?::text)) IS NOT NULL
            """;

    private final Connection connection;

    StatisticsRestore(Connection connection) {
        this.connection = connection;
    }

    /** Restores everything; returns how many columns the server took only in part. */
    long run(SchemaSnapshot schema) throws SQLException {
        relations(schema.tables());
        indexes(schema.indexes());
        return columns(schema.columnStatistics());
    }

    void relations(List<TableDefinition> tables) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement restore = connection.prepareStatement(RELATION)) {
            for (TableDefinition table : tables) {
                // Before 14 a table never looked at has 0 rows in 0 pages; later ones say −1 for it.
                double tuples = table.pages() == 0 && table.tuples() == 0 ? -1 : table.tuples();
                relation(restore, table.name(), table.pages(), tuples, table.allVisiblePages());
            }
            connection.commit();
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private void indexes(List<IndexDefinition> indexes) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement restore = connection.prepareStatement(RELATION)) {
            for (IndexDefinition index : indexes) {
                relation(restore, index.name(), index.pages(), index.tuples(), 0);
            }
            connection.commit();
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** Of a hypothetical index. */
    void index(ObjectName name, BtreeSize.Size size) throws SQLException {
        try (PreparedStatement restore = connection.prepareStatement(RELATION)) {
            relation(restore, name, size.pages(), size.entries(), 0);
        }
    }

    private static void relation(
            PreparedStatement restore, ObjectName name, long pages, double tuples, long allVisiblePages)
            throws SQLException {
        restore.setString(1, name.schema());
        restore.setString(2, name.name());
        // Above 2^31 pages PostgreSQL itself keeps the wrapped number.
        restore.setInt(3, (int) pages);
        restore.setFloat(4, (float) tuples);
        restore.setInt(5, (int) allVisiblePages);
        restore.setString(6, name.schema());
        restore.setString(7, name.name());
        restore.executeQuery().close();
    }

    long columns(List<ColumnStatistics> rows) throws SQLException {
        long refused = 0;
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(STAGE);
            StringBuilder text = new StringBuilder();
            for (int row = 0; row < rows.size(); row++) {
                append(text, row / PORTION, rows.get(row));
                if (text.length() > 1 << 20) {
                    copy(text);
                }
            }
            copy(text);
            statement.execute("CREATE INDEX ON nightjar_stage (portion)");
            connection.commit();
            try (PreparedStatement restore = connection.prepareStatement(RESTORE)) {
                for (int portion = 0; portion * PORTION < rows.size(); portion++) {
                    restore.setInt(1, portion);
                    try (ResultSet count = restore.executeQuery()) {
                        count.next();
                        refused += count.getLong(1);
                    }
                    connection.commit();
                }
            }
            statement.execute("DROP TABLE nightjar_stage");
            connection.commit();
        } catch (SQLException failed) {
            connection.rollback();
            throw failed;
        } finally {
            connection.setAutoCommit(true);
        }
        return refused;
    }

    private void copy(StringBuilder text) throws SQLException {
        try {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY nightjar_stage FROM STDIN", new StringReader(text.toString()));
        } catch (IOException impossible) {
            throw new SQLException("The statistics could not be sent to the shadow server", impossible);
        }
        text.setLength(0);
    }

    private static void append(StringBuilder text, int portion, ColumnStatistics row) {
        field(text, Integer.toString(portion));
        field(text, row.relation().schema());
        field(text, row.relation().name());
        // An index's columns have no names of their own; a table's numbers differ where dropped columns do.
        field(text, row.ofIndex() ? Optional.empty() : Optional.of(row.column()));
        field(text, row.ofIndex() ? Optional.of(Integer.toString(row.number())) : Optional.empty());
        field(text, row.inherited() ? "t" : "f");
        field(text, number(row.nullShare()));
        field(text, Integer.toString(row.averageWidth()));
        field(text, number(row.distinct()));
        field(text, row.mostCommonValues());
        field(text, array(row.mostCommonShares()));
        field(text, row.histogram());
        field(text, number(row.correlation()));
        field(text, row.mostCommonElements());
        field(text, array(row.mostCommonElementShares()));
        field(text, array(row.elementCountHistogram()));
        field(text, row.rangeLengthHistogram());
        field(text, number(row.rangeEmptyShare()));
        field(text, row.rangeBoundsHistogram());
        text.setCharAt(text.length() - 1, '\n');
    }

    private static Optional<String> number(double value) {
        return Double.isNaN(value) ? Optional.empty() : Optional.of(Double.toString(value));
    }

    private static Optional<String> array(List<Double> values) {
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(values.toString().replace('[', '{').replace(']', '}'));
    }

    private static void field(StringBuilder text, String value) {
        field(text, Optional.of(value));
    }

    private static void field(StringBuilder text, Optional<String> value) {
        value.ifPresentOrElse(
                present -> present.chars().forEach(character -> {
                    switch (character) {
                        case '\\' -> text.append("\\\\");
                        case '\t' -> text.append("\\t");
                        case '\n' -> text.append("\\n");
                        case '\r' -> text.append("\\r");
                        default -> text.append((char) character);
                    }
                }),
                () -> text.append("\\N"));
        text.append('\t');
    }
}
