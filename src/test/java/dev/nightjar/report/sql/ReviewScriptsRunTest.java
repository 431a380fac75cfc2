package dev.nightjar.report.sql;

import static dev.nightjar.report.AnInput.anInput;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.embedded.TestPostgres;
import dev.nightjar.embedded.TestPostgres.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** The scripts on a real server. Of psql, only what the scripts use is played here. */
class ReviewScriptsRunTest {
    private final TestDatabase database = TestPostgres.shared(18).newDatabase();
    private final ReviewScripts scripts = ReviewScripts.of(anInput().assemble());

    @Test
    void theyRunAndTheirRollbackRestoresWhatWas() throws SQLException {
        database.execute(
                "CREATE TABLE parcel (id int PRIMARY KEY, recipient_email text, created_at timestamptz, status text)",
                "CREATE TABLE tariff (zone text)",
                "DO $$ BEGIN CREATE ROLE billing; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        try (Connection connection =
                DriverManager.getConnection(database.url(), database.user(), database.password())) {
            String before = state(connection);
            run(scripts.recommendations(), connection);
            assertThat(state(connection))
                    .isNotEqualTo(before)
                    .contains("parcel_recipient_email_created_at_idx", "work_mem=96MB", "zone:500");
            run(
                    scripts.recommendations().replace("CREATE INDEX CONCURRENTLY", "not reached, for the guard holds"),
                    connection);
            run(scripts.rollback(), connection);
            assertThat(state(connection)).isEqualTo(before);
        }
    }

    private static String state(Connection connection) throws SQLException {
        return single(
                connection,
                "SELECT concat_ws(' ', (SELECT string_agg(indexname, ',' ORDER BY 1) FROM pg_indexes WHERE schemaname ="
                        + " 'public'), (SELECT string_agg(setconfig::text, ',') FROM pg_db_role_setting s JOIN pg_roles r ON"
                        + " r.oid = s.setrole WHERE rolname = 'billing'), (SELECT attname || ':' ||"
                        + " coalesce(attstattarget, -1) FROM pg_attribute WHERE attrelid = 'tariff'::regclass AND attname ="
                        + " 'zone'))");
    }

    private static void run(String script, Connection connection) throws SQLException {
        StringBuilder pending = new StringBuilder();
        boolean skipping = false;
        boolean needed = false;
        for (String line : script.lines().toList()) {
            if (line.startsWith("\\if")) {
                skipping = !needed;
            } else if (line.startsWith("\\else")) {
                skipping = !skipping;
            } else if (line.startsWith("\\endif")) {
                skipping = false;
            } else if (line.endsWith("\\gset")) {
                String query = pending + line.substring(0, line.length() - "\\gset".length());
                needed = single(connection, query).equals("t");
                pending.setLength(0);
            } else if (!line.startsWith("\\") && !skipping) {
                pending.append(line).append('\n');
                if (line.endsWith(";") && !line.startsWith("--")) {
                    try (Statement statement = connection.createStatement()) {
                        statement.execute(pending.toString());
                    }
                    pending.setLength(0);
                }
            }
        }
        assertThat(pending.toString().lines()).allMatch(line -> line.isBlank() || line.startsWith("--"));
    }

    private static String single(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
