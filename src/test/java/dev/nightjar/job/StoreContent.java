package dev.nightjar.job;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** What a store holds, in words that two stores can be compared by: no ids, no times of writing. */
final class StoreContent {
    private static final Map<String, String> NIGHTS = Map.of(
            "logs", "select file, start, from_at, to_at, digest from log_segment order by file, start",
            "log positions", "select file, place from log_file order by file",
            "passed on", "select target, from_at, to_at, name from window_fact order by name",
            "nights", "select target, from_at, to_at, revision, report is not null from night order by to_at",
            "findings", "select from_at, to_at, place, finding_id, severity from finding order by to_at, place",
            "recommendations",
                    "select from_at, to_at, place, recommendation_id, priority from recommendation"
                            + " order by to_at, place",
            "deliveries", "select delivery_key from delivery order by delivery_key");

    private static final String SAMPLES = "select s.source, s.kind, s.subject_key, p.from_at, p.to_at, p.after_reset,"
            + " p.measures from sample p join subject s on s.id = p.subject_id order by 1, 2, 3, 5";

    private StoreContent() {}

    /** What nightly runs leave. */
    static Map<String, List<String>> nights(DataSource store) {
        Map<String, List<String>> content = new TreeMap<>();
        NIGHTS.forEach((name, sql) -> content.put(name, rows(store, sql)));
        return content;
    }

    /** What visits leave. */
    static List<String> samples(DataSource store) {
        return rows(store, SAMPLES);
    }

    static List<String> rows(DataSource store, String sql) {
        List<String> rows = new ArrayList<>();
        try (Connection connection = store.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= columns; i++) {
                    row.append(i == 1 ? "" : " | ").append(text(result.getObject(i)));
                }
                rows.add(row.toString());
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
        return rows;
    }

    private static String text(Object value) throws SQLException {
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof java.sql.Blob blob) {
            return HexFormat.of().formatHex(blob.getBytes(1, (int) blob.length()));
        }
        return value instanceof Array array ? Arrays.toString((Object[]) array.getArray()) : String.valueOf(value);
    }
}
