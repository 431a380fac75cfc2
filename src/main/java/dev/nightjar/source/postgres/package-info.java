/**
 * Reads PostgreSQL targets: in flows a {@link dev.nightjar.model.target.PostgresTarget}, out flow snapshots and catalog
 * facts as records of {@code model}. Every query is a file of {@code sql/collect} and runs in a read-only session with
 * timeouts; what could not be read is a {@link dev.nightjar.model.MissingInput} with its remedy, never an exception.
 * Start at {@link dev.nightjar.source.postgres.PostgresSource} for counters, at {@link
 * dev.nightjar.source.postgres.SchemaReader} for the schema, at {@link dev.nightjar.source.postgres.LogOverSql} for logs.
 */
@NullMarked
package dev.nightjar.source.postgres;

import org.jspecify.annotations.NullMarked;
