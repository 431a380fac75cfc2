package dev.nightjar.source.postgres;

import dev.nightjar.model.MissingInput;
import dev.nightjar.model.target.PostgresTarget;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** Whether a role can read the column statistics that index advice is planned with. */
public final class StatisticsAccess {
    private static final String SOURCE = "column statistics";

    private StatisticsAccess() {}

    /** What keeps the role from it in one database; empty when nothing does. */
    public static Optional<MissingInput> missing(PostgresTarget target, String database) {
        try (PostgresSession session = PostgresSession.open(target, database);
                Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(CollectSql.text("access-statistics"))) {
            row.next();
            long unreadable = row.getLong("unreadable");
            return row.getBoolean("granted") || unreadable == 0
                    ? Optional.empty()
                    : Optional.of(new MissingInput(
                            SOURCE,
                            "the role may not read " + unreadable + " tables of " + database
                                    + ", so it does not see their statistics either",
                            Grants.forStatistics(target, database)
                                    + "; without it indexes are advised at lower confidence"));
        } catch (SQLException e) {
            return Optional.of(QueryRefusal.of(e, SOURCE, target.user()));
        } catch (PostgresUnavailableException e) {
            return Optional.of(
                    new MissingInput(SOURCE, e.missing().reason(), e.missing().remedy()));
        }
    }
}
