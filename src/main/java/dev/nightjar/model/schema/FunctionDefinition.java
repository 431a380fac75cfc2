package dev.nightjar.model.schema;

/**
 * A function in SQL or PL/pgSQL.
 *
 * @param definition what {@code pg_get_functiondef} prints
 */
public record FunctionDefinition(ObjectName name, String definition) {}
