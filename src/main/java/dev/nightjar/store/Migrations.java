package dev.nightjar.store;

import dev.nightjar.store.jdbc.Dialect;
import dev.nightjar.store.jdbc.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/** Brings a database's schema up to date: {@code sql/store/common} and the folder of its product, by number. */
final class Migrations {
    private static final String FOLDER = "classpath:sql/store/";

    /** The newest migration. A store that has it is opened without loading Flyway, which costs more than the rest. */
    private static final String NEWEST = "011";

    private Migrations() {}

    static void run(Dialect dialect) {
        if (!isUpToDate(dialect)) {
            dialect.alone(() -> migrate(dialect));
        }
    }

    private static void migrate(Dialect dialect) {
        Flyway flyway = flyway(dialect);
        try {
            refuseNewer(flyway, dialect);
            flyway.migrate();
        } catch (FlywayException e) {
            throw new StoreException(
                    "could not bring the store " + dialect.location() + " up to date: "
                            + rootCause(e).getMessage()
                            + "; check that its user may create tables, and restore a backup if it was changed by hand",
                    e);
        }
    }

    static Flyway flyway(Dialect dialect) {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(dialect.dataSource())
                .locations(FOLDER + "common", FOLDER + dialect.product())
                .table("schema_history")
                .placeholders(Map.of("bytes", dialect.bytesType(), "rowBytes", dialect.rowBytesType()))
                // A team's database may hold other things, e.g. an extension's tables.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .cleanDisabled(true)
                .load();
    }

    /** Any doubt, e.g. that the table is not there, is for Flyway to settle. */
    private static boolean isUpToDate(Dialect dialect) {
        try (Connection connection = dialect.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet last = statement.executeQuery(
                        "select version, success from schema_history order by installed_rank desc limit 1")) {
            return last.next() && NEWEST.equals(last.getString(1)) && last.getBoolean(2);
        } catch (SQLException e) {
            return false;
        }
    }

    private static void refuseNewer(Flyway flyway, Dialect dialect) {
        MigrationInfo[] applied = flyway.info().applied();
        boolean newer = Arrays.stream(applied)
                .anyMatch(migration -> migration.getState().isApplied()
                        && !migration.getState().isResolved());
        if (newer) {
            throw new StoreException(
                    "the store " + dialect.location() + " was written by a newer Nightjar; use that version, or another"
                            + " --store",
                    null);
        }
    }

    /** Flyway's own words are a page; the database's are a sentence. */
    private static Throwable rootCause(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
