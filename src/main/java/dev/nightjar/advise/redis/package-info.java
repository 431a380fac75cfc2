/**
 * The catalogue of checks of a Redis or Valkey server, one class per check.
 *
 * <p>In: the Redis facts, counters and command counters of a {@link dev.nightjar.model.Night}. Out:
 * {@link dev.nightjar.model.Advice} whose commands are text to review. Start with
 * {@link dev.nightjar.advise.redis.RedisChecks}, which lists them all.
 */
@NullMarked
package dev.nightjar.advise.redis;

import org.jspecify.annotations.NullMarked;
