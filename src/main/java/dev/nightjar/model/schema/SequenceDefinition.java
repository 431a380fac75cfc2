package dev.nightjar.model.schema;

/** A sequence; only that it exists matters to a planner. */
public record SequenceDefinition(ObjectName name, String type) {}
