package dev.nightjar.model.schema;

/**
 * A type that the target's users made.
 *
 * @param definition the complete {@code CREATE TYPE} or {@code CREATE DOMAIN}
 */
public record TypeDefinition(ObjectName name, String definition) {}
