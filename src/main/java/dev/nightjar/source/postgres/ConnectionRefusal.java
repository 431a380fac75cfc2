package dev.nightjar.source.postgres;

import dev.nightjar.model.MissingInput;
import dev.nightjar.model.target.PostgresTarget;
import dev.nightjar.model.target.SecretUnreadableException;
import dev.nightjar.sql.Identifiers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** What it means that no session can be opened, and what would help; SQLSTATE first, the server's words second. */
final class ConnectionRefusal {
    private static final String SOURCE = "postgres";
    private static final Pattern NO_ENTRY =
            Pattern.compile("no pg_hba.conf entry for host \"([^\"]+)\", user \"[^\"]*\", database \"[^\"]*\",? ?(.*)");

    private ConnectionRefusal() {}

    static MissingInput of(SecretUnreadableException e) {
        return new MissingInput(SOURCE, String.valueOf(e.getMessage()), e.remedy());
    }

    static MissingInput of(java.sql.SQLException e, PostgresTarget target, String database) {
        String message = ServerMessage.of(e);
        String role = Identifiers.quote(target.user());
        String where = target.hosts();
        String state = String.valueOf(e.getSQLState());
        Matcher noEntry = NO_ENTRY.matcher(message);
        String remedy;
        if (noEntry.find()) {
            boolean plain = noEntry.group(2).matches("no encryption|SSL off");
            remedy = "add to pg_hba.conf: host " + hbaName(database) + " " + hbaName(target.user()) + " "
                    + noEntry.group(1) + "/" + (noEntry.group(1).contains(":") ? 128 : 32)
                    + " scram-sha-256, then run SELECT pg_reload_conf();"
                    + (plain ? " or set tls: require, if the server lets only encrypted connections in" : "");
        } else if (message.contains("password") && (state.equals("08004") || message.contains("empty"))) {
            remedy = "give the password of role " + role
                    + " with passwordEnv or passwordFile in the job file, with PGPASSWORD, or in ~/.pgpass"
                    + warning(target);
        } else if (state.equals("28P01")) {
            remedy = "correct the password (" + target.password() + "), or set it anew: ALTER ROLE " + role
                    + " PASSWORD '...'; if the role does not exist, run sql/grants.sql" + warning(target);
        } else if (message.contains("not permitted to log in")) {
            remedy = "ALTER ROLE " + role + " LOGIN;";
        } else if (state.equals("28000")) {
            remedy = "run sql/grants.sql to make the role " + role + ", or correct 'user' in the job file";
        } else if (state.equals("3D000")) {
            remedy = "correct the database in 'url' or 'databases' of the job file; psql -l lists those that exist";
        } else if (state.equals("42501")) {
            remedy = "GRANT CONNECT ON DATABASE " + Identifiers.quote(database) + " TO " + role + ";";
        } else if (state.equals("53300")) {
            remedy =
                    "free connections: lower the pools or raise max_connections; one connection is enough for Nightjar";
        } else if (state.equals("57P03")) {
            remedy = "the server is starting or stopping; try again when it is up";
        } else if (message.contains("does not support SSL")) {
            remedy = "set tls: prefer in the job file, or turn on ssl on the server " + where;
        } else if (causedByTls(e) || message.contains("SSL")) {
            remedy =
                    "set rootCert to the PEM file of the authority that signed the server's certificate, or tls: require"
                            + " to connect without checking who the server is";
        } else if (state.startsWith("08")) {
            remedy = "check that PostgreSQL runs at " + where
                    + ", that listen_addresses lets this machine in, and that no firewall is between";
        } else {
            remedy = "check the connection to " + where + " with: psql -h HOST -U " + target.user() + " " + database;
        }
        return new MissingInput(SOURCE, message, remedy);
    }

    private static String warning(PostgresTarget target) {
        return target.password().warning().map(warning -> " (" + warning + ")").orElse("");
    }

    private static String hbaName(String name) {
        return name.matches("[a-z_][a-z0-9_]*") ? name : '"' + name + '"';
    }

    private static boolean causedByTls(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return true;
            }
        }
        return false;
    }
}
