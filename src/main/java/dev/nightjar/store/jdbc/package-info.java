/**
 * What the store needs of any database: a session with one-line statements, transactions that are tried again after a
 * conflict, and the {@link dev.nightjar.store.jdbc.Dialect} of what differs.
 *
 * <p>In: a connection pool. Out: {@link dev.nightjar.store.jdbc.Session}. Start with {@link
 * dev.nightjar.store.jdbc.Database}.
 */
@NullMarked
package dev.nightjar.store.jdbc;

import org.jspecify.annotations.NullMarked;
