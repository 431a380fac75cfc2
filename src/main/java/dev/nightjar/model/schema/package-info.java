/** A target's schema and statistics as the shadow planner needs them; filled by {@code source.postgres}. */
@NullMarked
package dev.nightjar.model.schema;

import org.jspecify.annotations.NullMarked;
