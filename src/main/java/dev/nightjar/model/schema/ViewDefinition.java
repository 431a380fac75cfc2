package dev.nightjar.model.schema;

/**
 * A view.
 *
 * @param query its text by {@code pg_get_viewdef}, without the final semicolon
 */
public record ViewDefinition(ObjectName name, String query) {}
