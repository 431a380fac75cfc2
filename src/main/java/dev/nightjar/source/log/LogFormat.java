package dev.nightjar.source.log;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The shapes in which PostgreSQL's messages reach a file. */
public enum LogFormat {
    /** Plain text with any {@code log_line_prefix}. */
    STDERR("stderr"),
    /** {@code log_destination = csvlog}. */
    CSVLOG("csvlog"),
    /** {@code log_destination = jsonlog}, 15 and later. */
    JSONLOG("jsonlog"),
    /** syslog, traditional file format and RFC 5424. */
    SYSLOG("syslog"),
    /** Lines of an AWS CloudWatch export around plain text. Built from its documentation. */
    CLOUDWATCH("cloudwatch"),
    /** Google Cloud SQL: JSON with {@code textPayload}. Built from its documentation. */
    CLOUDSQL("cloudsql"),
    /** Azure Database: JSON with {@code properties.message}. Built from its documentation. */
    AZURE("azure"),
    /** Heroku's log drain. Built from its documentation. */
    HEROKU("heroku"),
    /** CloudNativePG: JSON with a {@code record} of csvlog columns. Built from its documentation. */
    CLOUDNATIVEPG("cloudnativepg"),
    /** PgBouncer's own log. Built from its documentation. */
    PGBOUNCER("pgbouncer");

    private final String label;

    LogFormat(String label) {
        this.label = label;
    }

    /** The name on the command line. */
    public String label() {
        return label;
    }

    /** The format of a name on the command line; {@code csv} and {@code json} are understood, too. */
    public static Optional<LogFormat> parse(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> format.label.equals(wanted)
                        || format.label.equals(wanted + "log")
                        || (format == STDERR && (wanted.equals("rds") || wanted.equals("plain"))))
                .findFirst();
    }
}
