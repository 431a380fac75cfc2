package dev.nightjar.report;

/**
 * A check that could not be made.
 *
 * @param check from the catalogue, e.g. {@code PG-LOCK-WAIT}, or the source that is missing
 * @param reason one sentence
 * @param fix the exact statement, setting or line that would allow it; empty where there is none
 */
public record NotAssessable(String check, String reason, String fix) {}
