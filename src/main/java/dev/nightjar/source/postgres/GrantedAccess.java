package dev.nightjar.source.postgres;

import dev.nightjar.model.MissingInput;
import dev.nightjar.model.target.PostgresTarget;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** What pg_monitor does not show, and a function of {@code sql/grants.sql} does. */
public enum GrantedAccess {
    /** What index advice is planned with. */
    COLUMN_STATISTICS("column statistics", "access-statistics", Grants.STATISTICS) {
        @Override
        String denied(long tables, String database) {
            return "the role may not read " + tables + " tables of " + database
                    + ", so it does not see their statistics either";
        }

        @Override
        String consequence() {
            return "without it indexes are advised at lower confidence";
        }
    },
    /** How far sequences are from their ends. */
    SEQUENCES("sequences", "access-sequences", Grants.SEQUENCES) {
        @Override
        String denied(long sequences, String database) {
            return "the role may not see the values of " + sequences + " sequences of " + database;
        }

        @Override
        String consequence() {
            return "without it nobody is told when one runs out";
        }
    };

    private final String source;
    private final String query;
    private final int part;

    /**
     * Something that is granted by itself.
     *
     * @param query file of {@code sql/collect} that says whether it is
     * @param part of grants.sql
     */
    GrantedAccess(String source, String query, int part) {
        this.source = source;
        this.query = query;
        this.part = part;
    }

    abstract String denied(long objects, String database);

    abstract String consequence();

    /** What keeps the role from it in one database; empty when nothing does. */
    public Optional<MissingInput> missing(PostgresTarget target, String database) {
        try (PostgresSession session = PostgresSession.open(target, database);
                Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(CollectSql.text(query))) {
            row.next();
            long unreadable = row.getLong("unreadable");
            return row.getBoolean("granted") || unreadable == 0
                    ? Optional.empty()
                    : Optional.of(new MissingInput(
                            source,
                            denied(unreadable, database),
                            Grants.part(part, target, database) + "; " + consequence()));
        } catch (SQLException e) {
            return Optional.of(QueryRefusal.of(e, source, target.user()));
        } catch (PostgresUnavailableException e) {
            return Optional.of(
                    new MissingInput(source, e.missing().reason(), e.missing().remedy()));
        }
    }
}
