package dev.nightjar.demo;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.SplittableRandom;

/** What the reporting tool asks, in the simple protocol and with literals. */
final class ReportOperations {
    List<Activity> activities() {
        return List.of(
                new Activity("turnover ranking", Lane.REPORT, 0.7, Activity.When.ALWAYS, this::ranking),
                new Activity("depot staff", Lane.REPORT, 4, Activity.When.ALWAYS, this::staff));
    }

    /** Planted: the sort of all invoices does not fit into the role's work_mem. */
    private void ranking(Connection connection, SplittableRandom random) throws SQLException {
        run(
                connection,
                "SELECT issued_on, sender_id, total_cents FROM (SELECT issued_on, sender_id, total_cents, memo,"
                        + " rank() OVER (PARTITION BY issued_on ORDER BY total_cents DESC) AS place FROM invoice) ranked"
                        + " WHERE place <= " + random.nextInt(1, 3) + " ORDER BY total_cents DESC LIMIT 20");
    }

    private void staff(Connection connection, SplittableRandom random) throws SQLException {
        run(
                connection,
                "SELECT d.name, count(DISTINCT r.id), count(DISTINCT v.id) FROM depot d JOIN route r ON r.depot_id = d.id"
                        + " JOIN driver v ON v.depot_id = d.id WHERE d.id = " + random.nextInt(1, 41)
                        + " GROUP BY d.name");
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                rows.getObject(1);
            }
        }
    }
}
