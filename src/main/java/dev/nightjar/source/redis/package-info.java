/**
 * Reads Redis and Valkey servers, 6 and later. In flows a {@link dev.nightjar.model.target.RedisTarget} or the folder of
 * a capture, out flow snapshots and {@link dev.nightjar.model.RedisFacts}; what could not be read is a {@link
 * dev.nightjar.model.MissingInput}. Keys and arguments leave this package only as patterns. Start with {@link
 * dev.nightjar.source.redis.RedisSource}.
 */
@NullMarked
package dev.nightjar.source.redis;

import org.jspecify.annotations.NullMarked;
