package dev.nightjar.advise.index.shadow;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the statements of a {@link SchemaScript}. They go out in batches; a batch with a failure goes again one by one;
 * what failed goes again after the rest, for as long as that still makes something (objects that depend on each other
 * come in no fixed order).
 */
final class SchemaRecreation {
    private static final int BATCH = 200;

    private final Connection connection;

    SchemaRecreation(Connection connection) {
        this.connection = connection;
    }

    /** What could not be made, with the server's reason. */
    List<NotRecreated> run(List<SchemaScript.Step> steps) throws SQLException {
        Map<SchemaScript.Step, String> failed = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement()) {
            for (int from = 0; from < steps.size(); from += BATCH) {
                List<SchemaScript.Step> batch = steps.subList(from, Math.min(steps.size(), from + BATCH));
                if (!inOneTransaction(statement, batch)) {
                    failed.putAll(oneByOne(statement, batch));
                }
            }
            int before = Integer.MAX_VALUE;
            while (!failed.isEmpty() && failed.size() < before) {
                before = failed.size();
                failed = oneByOne(statement, new ArrayList<>(failed.keySet()));
            }
        }
        List<NotRecreated> missing = new ArrayList<>();
        failed.forEach((step, reason) -> {
            if (step.matters()) {
                missing.add(new NotRecreated(step.object(), reason));
            }
        });
        return missing;
    }

    private boolean inOneTransaction(Statement statement, List<SchemaScript.Step> batch) throws SQLException {
        connection.setAutoCommit(false);
        try {
            for (SchemaScript.Step step : batch) {
                statement.addBatch(step.sql());
            }
            statement.executeBatch();
            connection.commit();
            return true;
        } catch (SQLException oneFailed) {
            connection.rollback();
            return false;
        } finally {
            statement.clearBatch();
            connection.setAutoCommit(true);
        }
    }

    private static Map<SchemaScript.Step, String> oneByOne(Statement statement, List<SchemaScript.Step> steps) {
        Map<SchemaScript.Step, String> failed = new LinkedHashMap<>();
        for (SchemaScript.Step step : steps) {
            try {
                statement.execute(step.sql());
            } catch (SQLException refused) {
                failed.put(step, ShadowServer.firstLine(refused));
            }
        }
        return failed;
    }
}
