/**
 * Reads PostgreSQL targets: in flows a connection, out flow samples and catalog facts as records of {@code model}.
 * Every query is a file of {@code sql/collect}. Start at {@link dev.nightjar.source.postgres.SchemaReader}.
 */
@NullMarked
package dev.nightjar.source.postgres;

import org.jspecify.annotations.NullMarked;
