package dev.nightjar.advise.index.shadow;

import dev.nightjar.model.schema.ExtendedStatistics;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * Puts the target's extended statistics into the shadow's catalog. PostgreSQL 18 has no function for it and the types
 * refuse input, but a superuser may call bytes by the type's name. What they hold counts attribute numbers, which is
 * why dropped columns are recreated too.
 */
final class ExtendedStatisticsRestore {
    private static final String INSERT = """
            INSERT INTO pg_catalog.pg_statistic_ext_data
                   (stxoid, stxdinherit, stxdndistinct, stxddependencies, stxdmcv)
            SELECT s.oid, ?, decode(?, 'hex')::pg_ndistinct, decode(?, 'hex')::pg_dependencies,
                   decode(?, 'hex')::pg_mcv_list
              FROM pg_catalog.pg_statistic_ext s
              JOIN pg_catalog.pg_namespace n ON n.oid = s.stxnamespace
             WHERE n.nspname = ? AND s.stxname = ?
            """;

    private ExtendedStatisticsRestore() {}

    static void run(Connection superuser, List<ExtendedStatistics> statistics) throws SQLException {
        if (statistics.stream().noneMatch(ExtendedStatisticsRestore::known)) {
            return;
        }
        try (Statement statement = superuser.createStatement()) {
            for (String type : List.of("pg_ndistinct", "pg_dependencies", "pg_mcv_list")) {
                statement.execute("CREATE CAST (bytea AS " + type + ") WITHOUT FUNCTION");
            }
            statement.execute("SET allow_system_table_mods = on");
            try (PreparedStatement insert = superuser.prepareStatement(INSERT)) {
                for (ExtendedStatistics each : statistics) {
                    if (known(each)) {
                        insert.setBoolean(1, each.inherited());
                        bytes(insert, 2, each.distinct());
                        bytes(insert, 3, each.dependencies());
                        bytes(insert, 4, each.mostCommon());
                        insert.setString(5, each.name().schema());
                        insert.setString(6, each.name().name());
                        insert.executeUpdate();
                    }
                }
            }
            statement.execute("RESET allow_system_table_mods");
        }
    }

    private static boolean known(ExtendedStatistics statistics) {
        return statistics.distinct().isPresent()
                || statistics.dependencies().isPresent()
                || statistics.mostCommon().isPresent();
    }

    private static void bytes(PreparedStatement insert, int parameter, Optional<String> hex) throws SQLException {
        if (hex.isPresent()) {
            insert.setString(parameter, hex.get());
        } else {
            insert.setNull(parameter, java.sql.Types.VARCHAR);
        }
    }
}
