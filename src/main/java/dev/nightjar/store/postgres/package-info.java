/**
 * PostgreSQL as the store's database: bulk writes by COPY, samples in monthly partitions.
 *
 * <p>In: a JDBC address. Out: {@link dev.nightjar.store.postgres.PostgresDialect}.
 */
@NullMarked
package dev.nightjar.store.postgres;

import org.jspecify.annotations.NullMarked;
