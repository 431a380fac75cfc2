package dev.nightjar.model.schema;

/** An installed extension. */
public record ExtensionDefinition(String name, String schema, String version) {}
