package dev.nightjar.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.h2.api.Trigger;

/** Runs within the process that is to be held; does nothing in any other. */
public final class H2GateTrigger implements Trigger {
    static final String POINT = "nightjar.gate";
    static final String DIRECTORY = "nightjar.gate.directory";

    private final List<String> columns = new ArrayList<>();
    private String table = "";
    private boolean insert;

    @Override
    public void init(Connection connection, String schema, String trigger, String tableName, boolean before, int type)
            throws SQLException {
        table = tableName;
        insert = type == INSERT;
        try (ResultSet result = connection.getMetaData().getColumns(null, schema, tableName, null)) {
            while (result.next()) {
                columns.add(result.getString("COLUMN_NAME"));
            }
        }
    }

    @Override
    public void fire(Connection connection, Object[] oldRow, Object[] newRow) {
        String point = System.getProperty(POINT, "");
        if (point.isEmpty() || newRow == null) {
            return;
        }
        Map<String, String> row = new TreeMap<>();
        for (int i = 0; i < newRow.length; i++) {
            row.put(columns.get(i), String.valueOf(newRow[i]));
        }
        if (GatePoint.parse(point).matches(table, insert, row)) {
            hold(Path.of(System.getProperty(DIRECTORY, ".")));
        }
    }

    private static void hold(Path directory) {
        try {
            Files.writeString(directory.resolve("reached"), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Gate.await("the gate opens", () -> Files.exists(directory.resolve("open")));
    }
}
