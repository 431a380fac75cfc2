package dev.nightjar.source.postgres;

import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** The server's own words, one line, without the driver's additions. */
final class ServerMessage {
    private ServerMessage() {}

    static String of(SQLException e) {
        ServerErrorMessage server = e instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
        String message = server == null ? e.getMessage() : server.getMessage();
        String first = String.valueOf(message).lines().findFirst().orElse("no message");
        return first.startsWith("FATAL: ") ? first.substring("FATAL: ".length()) : first;
    }
}
