package dev.nightjar.source.postgres;

import dev.nightjar.model.target.PostgresTarget;
import dev.nightjar.sql.Identifiers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code sql/grants.sql}: the least-privilege role, and which part of the file a missing right asks for. */
public final class Grants {
    /** Role of the file as it is written, and the user of a job file that names none. */
    public static final String ROLE = "nightjar";

    /** The file's part that lets the role see the planner's statistics. */
    static final int STATISTICS = 3;

    /** The file's part that lets the role read the server's log. */
    static final int LOG = 4;

    /** The file's part that lets the role see how far sequences are. */
    static final int SEQUENCES = 5;

    /** As an identifier where a role is named, and as a literal; the schema of the same name is neither. */
    private static final Pattern ROLE_NAMED =
            Pattern.compile("(?<=\\b(?:ROLE|TO|FROM) )\"nightjar\"|(?<!')'nightjar'(?!')");

    private Grants() {}

    /** The file for a role of another name. */
    public static String forRole(String script, String role) {
        String identifier = Identifiers.quote(role);
        String literal = "'" + role.replace("'", "''") + "'";
        return ROLE_NAMED
                .matcher(script)
                .replaceAll(named -> Matcher.quoteReplacement(named.group().startsWith("\"") ? identifier : literal));
    }

    /** What lets the role read the planner's statistics in one database. */
    public static String forStatistics(PostgresTarget target, String database) {
        return part(STATISTICS, target, database);
    }

    static String part(int number, PostgresTarget target, String database) {
        String role = target.user().equals(ROLE)
                ? ""
                : ", with the role " + Identifiers.quote(target.user()) + " in place of " + Identifiers.quote(ROLE)
                        + " (nightjar init prints it so)";
        return "run part " + number + " of sql/grants.sql as a superuser in the database " + database + role;
    }
}
