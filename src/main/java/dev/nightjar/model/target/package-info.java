/**
 * Where a source is and how to log in to it.
 *
 * <p>In: what {@code config} read from a job file. Out: {@link dev.nightjar.model.target.PostgresTarget} and {@link
 * dev.nightjar.model.target.RedisTarget} for the sources. A {@link dev.nightjar.model.target.Password} is a reference
 * that is read when a connection is opened; a {@link dev.nightjar.model.target.Secret} never prints itself.
 */
@NullMarked
package dev.nightjar.model.target;

import org.jspecify.annotations.NullMarked;
