/**
 * Private PostgreSQL and Redis servers that Nightjar starts, uses and deletes itself.
 *
 * <p>In: binaries (from jars) and settings. Out: a running server on a loopback port behind a random password, in a
 * directory that only its owner can read. Whatever a killed run left behind is removed at the next start.
 *
 * <p>Start reading at {@link dev.nightjar.embedded.EmbeddedPostgres}, then {@link dev.nightjar.embedded.StaleServers}.
 */
@NullMarked
package dev.nightjar.embedded;

import org.jspecify.annotations.NullMarked;
