package dev.nightjar.source.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Optional;

/**
 * What answers, and what the session's role may do.
 *
 * @param startedAt on the server's clock
 * @param now on the server's clock
 * @param readsStatistics whether the role sees other roles' statements and sessions ({@code pg_read_all_stats})
 * @param statementsSchema where pg_stat_statements is installed in this database
 * @param statementsAvailable whether its files are on the server
 * @param preloaded shared_preload_libraries, empty where the role may not see it
 */
record ServerState(
        int versionNumber,
        String version,
        boolean inRecovery,
        Instant startedAt,
        Instant now,
        String role,
        boolean readsStatistics,
        boolean readsSettings,
        Optional<String> statementsSchema,
        boolean statementsAvailable,
        Optional<String> preloaded) {

    static ServerState read(PostgresSession session) throws SQLException {
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(CollectSql.text("server"))) {
            row.next();
            return new ServerState(
                    row.getInt("version_number"),
                    row.getString("version"),
                    row.getBoolean("in_recovery"),
                    instant(row.getBigDecimal("started_at")),
                    instant(row.getBigDecimal("now")),
                    row.getString("role"),
                    row.getBoolean("reads_statistics"),
                    row.getBoolean("reads_settings"),
                    Optional.ofNullable(row.getString("statements_schema")),
                    row.getBoolean("statements_available"),
                    Optional.ofNullable(row.getString("preloaded")));
        }
    }

    int major() {
        return versionNumber / 10_000;
    }

    private static Instant instant(java.math.BigDecimal epochSeconds) {
        java.math.BigDecimal micros = epochSeconds.movePointRight(6);
        return Instant.EPOCH.plus(micros.longValue(), java.time.temporal.ChronoUnit.MICROS);
    }
}
