package dev.nightjar.source.postgres;

import dev.nightjar.model.ServerFacts;
import dev.nightjar.model.Setting;
import dev.nightjar.model.TimeMap;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Reads what a server says of itself: version, identity, settings without those that may hold a password. */
final class ServerFactsReader {
    private ServerFactsReader() {}

    static ServerFacts read(PostgresSession session, ServerState state, TimeMap timeMap) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            return new ServerFacts(
                    state.versionNumber(),
                    state.version(),
                    identity(statement),
                    state.inRecovery(),
                    timeMap.toMapped(state.startedAt()),
                    settings(statement));
        }
    }

    private static List<Setting> settings(Statement statement) throws SQLException {
        List<Setting> settings = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(CollectSql.text("settings"))) {
            while (row.next()) {
                settings.add(new Setting(
                        row.getString("name"),
                        row.getString("setting"),
                        row.getString("unit"),
                        row.getString("source"),
                        row.getString("boot_val"),
                        row.getBoolean("pending_restart")));
            }
        }
        return settings;
    }

    /** Empty where the role may not execute pg_control_system, which some providers revoke. */
    private static String identity(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(CollectSql.text("identity"))) {
            return row.next() ? row.getString(1) : "";
        } catch (SQLException e) {
            if ("42501".equals(e.getSQLState()) || "42883".equals(e.getSQLState())) {
                return "";
            }
            throw e;
        }
    }
}
