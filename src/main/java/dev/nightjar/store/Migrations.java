package dev.nightjar.store;

import dev.nightjar.store.jdbc.Dialect;
import dev.nightjar.store.jdbc.StoreException;
import java.util.Arrays;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/** Brings a database's schema up to date: {@code sql/store/common} and the folder of its product, by number. */
final class Migrations {
    private static final String FOLDER = "classpath:sql/store/";

    private Migrations() {}

    static void run(Dialect dialect) {
        Flyway flyway = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(dialect.dataSource())
                .locations(FOLDER + "common", FOLDER + dialect.product())
                .sqlMigrationPrefix("V")
                .table("schema_history")
                .placeholders(Map.of("bytes", dialect.bytesType()))
                // A team's database may hold other things, e.g. an extension's tables.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .cleanDisabled(true)
                .load();
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
