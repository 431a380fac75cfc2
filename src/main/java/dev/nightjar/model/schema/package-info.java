/**
 * A target's schema and statistics as the shadow planner needs them, plain data that survives a trip through JSON.
 * {@code source.postgres.SchemaReader} fills them; {@code advise.index} recreates the schema from them.
 * Start at {@link dev.nightjar.model.schema.SchemaSnapshot}.
 */
@NullMarked
package dev.nightjar.model.schema;

import org.jspecify.annotations.NullMarked;
