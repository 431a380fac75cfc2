package dev.nightjar.source.postgres;

import dev.nightjar.model.MissingInput;
import dev.nightjar.model.target.PostgresTarget;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** Whether a role can see how far sequences are from their ends. */
public final class SequenceAccess {
    private static final String SOURCE = "sequences";

    private SequenceAccess() {}

    /** What keeps the role from it in one database; empty when nothing does. */
    public static Optional<MissingInput> missing(PostgresTarget target, String database) {
        try (PostgresSession session = PostgresSession.open(target, database);
                Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(CollectSql.text("access-sequences"))) {
            row.next();
            long unreadable = row.getLong("unreadable");
            return row.getBoolean("granted") || unreadable == 0
                    ? Optional.empty()
                    : Optional.of(new MissingInput(
                            SOURCE,
                            "the role may not see the values of " + unreadable + " sequences of " + database,
                            Grants.part(Grants.SEQUENCES, target, database)
                                    + "; without it nobody is told when one runs out"));
        } catch (SQLException e) {
            return Optional.of(QueryRefusal.of(e, SOURCE, target.user()));
        } catch (PostgresUnavailableException e) {
            return Optional.of(
                    new MissingInput(SOURCE, e.missing().reason(), e.missing().remedy()));
        }
    }
}
