package dev.nightjar.model.schema;

/**
 * A planner-relevant setting of the target.
 *
 * @param value with its unit, as SET takes it
 */
public record PlannerSetting(String name, String value) {}
