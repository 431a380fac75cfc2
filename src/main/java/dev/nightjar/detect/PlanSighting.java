package dev.nightjar.detect;

import java.time.Instant;

/**
 * A plan as auto_explain logged it.
 *
 * @param shape identity of the plan's shape: nodes and indexes, without costs and constants
 */
public record PlanSighting(Instant at, String shape) {}
