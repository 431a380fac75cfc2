/**
 * What-if planning with PostgreSQL's own planner and nothing on the target: in flow a schema snapshot, hypothetical
 * indexes and statements, out flow plans with their costs. A private throw-away server holds the schema, the settings
 * and the statistics, and not one row. Start at {@link dev.nightjar.advise.index.shadow.ShadowPlanner}.
 */
@NullMarked
package dev.nightjar.advise.index.shadow;

import org.jspecify.annotations.NullMarked;
