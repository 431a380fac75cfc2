package dev.nightjar.model.schema;

/** A target's schema and statistics at one moment. */
public record SchemaSnapshot(String database) {}
