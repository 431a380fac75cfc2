package dev.nightjar.model;

/**
 * Something that could not be read, so that a report can say what it does not know.
 *
 * @param source e.g. {@code pg_stat_statements}, {@code postgres log}, {@code redis}
 * @param reason in the server's words where there are any; never a secret
 * @param remedy the exact statement, setting or line of the job file that would fix it
 */
public record MissingInput(String source, String reason, String remedy) {}
