package dev.nightjar.model.schema;

/**
 * A collation that a column names.
 *
 * @param provider {@code c} libc, {@code i} ICU, {@code b} builtin
 * @param locale the provider's name for it
 */
public record CollationDefinition(ObjectName name, String provider, String locale, boolean deterministic) {}
