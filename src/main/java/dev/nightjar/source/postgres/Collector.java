package dev.nightjar.source.postgres;

import dev.nightjar.model.Measures;
import dev.nightjar.model.Observation;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectKind;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads one view into observations by the names of its query's columns: {@code key} is the subject, {@code epoch}
 * changes at a reset, {@code partition} splits the source into parts that are compared apart, a text is an attribute,
 * and a number is the metric of that name. A metric without a column, or NULL, is unknown. A source without parts is told
 * also when it is empty, so that the last of its subjects is known to be gone.
 *
 * @param source name of the snapshots
 * @param query file of {@code sql/collect}
 */
record Collector(String source, SubjectKind kind, String query) {

    /** The part of a snapshot that one partition holds. */
    record Part(String source, String epoch, List<Observation> observations) {}

    List<Part> read(Statement statement, String sql) throws SQLException {
        Map<String, Part> parts = new LinkedHashMap<>();
        try (ResultSet row = statement.executeQuery(sql)) {
            Map<String, Integer> columns = new HashMap<>();
            List<String> texts = new ArrayList<>();
            ResultSetMetaData meta = row.getMetaData();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                columns.put(meta.getColumnLabel(i), i);
                if (meta.getColumnType(i) == Types.VARCHAR) {
                    texts.add(meta.getColumnLabel(i));
                }
            }
            texts.removeAll(List.of("key", "epoch", "partition"));
            if (!columns.containsKey("partition") && !columns.containsKey("epoch")) {
                parts.put(source, new Part(source, "", new ArrayList<>()));
            }
            while (row.next()) {
                Map<String, String> attributes = new HashMap<>();
                for (String name : texts) {
                    attributes.put(name, text(row, name));
                }
                Subject subject = Subject.of(kind, text(row, "key"), attributes);
                String name = columns.containsKey("partition") ? source + ":" + text(row, "partition") : source;
                String epoch = columns.containsKey("epoch") ? text(row, "epoch") : "";
                parts.computeIfAbsent(name, part -> new Part(part, epoch, new ArrayList<>()))
                        .observations()
                        .add(new Observation(subject, measures(kind, row, columns)));
            }
        }
        return List.copyOf(parts.values());
    }

    static Measures measures(SubjectKind kind, ResultSet row, Map<String, Integer> columns) throws SQLException {
        double[] values = new double[kind.size()];
        for (int i = 0; i < values.length; i++) {
            Integer column = columns.get(kind.metric(i).name().toLowerCase(Locale.ROOT));
            double value = column == null ? Double.NaN : row.getDouble(column);
            values[i] = column != null && row.wasNull() ? Double.NaN : value;
        }
        return Measures.of(kind, values);
    }

    private static String text(ResultSet row, String column) throws SQLException {
        String value = row.getString(column);
        return value == null ? "" : value;
    }
}
