package dev.nightjar.source.postgres;

import dev.nightjar.model.MissingInput;
import dev.nightjar.sql.Identifiers;
import java.sql.SQLException;

/** What it means that a view cannot be read, and what would help. */
final class QueryRefusal {
    private QueryRefusal() {}

    static MissingInput of(SQLException e, String source, String role) {
        return new MissingInput(source, ServerMessage.of(e), remedy(e, role));
    }

    static String remedy(SQLException e, String role) {
        return switch (String.valueOf(e.getSQLState())) {
            case "42501" -> "GRANT pg_monitor TO " + Identifiers.quote(role) + ";";
            case "57014" -> "raise postgres.statementTimeout in the job file; the query was too slow for it";
            case "55P03" ->
                "nothing, unless it stays so: another session held a lock; see its ACCESS EXCLUSIVE locks in"
                        + " pg_locks";
            default -> "look at the server's log for the statement and its error";
        };
    }
}
