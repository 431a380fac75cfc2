/**
 * The catalogue of checks of a PostgreSQL server, one class per check.
 *
 * <p>In: a {@link dev.nightjar.model.Night} and what detection found. Out: {@link dev.nightjar.model.Advice}. Start with
 * {@link dev.nightjar.advise.health.HealthChecks}, which lists them all; every limit is a
 * {@link dev.nightjar.advise.health.HealthThreshold}.
 */
@NullMarked
package dev.nightjar.advise.health;

import org.jspecify.annotations.NullMarked;
