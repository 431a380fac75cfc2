package dev.nightjar.model;

/**
 * One row of pg_settings.
 *
 * @param unit e.g. {@code 8kB}, or empty
 * @param source where the value comes from, e.g. {@code configuration file}
 */
public record Setting(
        String name, String value, String unit, String source, String bootValue, boolean pendingRestart) {}
