package dev.nightjar.model.target;

import java.time.Duration;

/**
 * A Redis server to read from.
 *
 * @param name of the target that it belongs to
 * @param user of the ACL; empty for the default user
 * @param database number of the logical database that is sampled
 * @param connectTimeout for the connection
 * @param readTimeout for each reply
 */
public record RedisTarget(
        String name,
        String host,
        int port,
        int database,
        String user,
        Password password,
        Tls tls,
        Duration connectTimeout,
        Duration readTimeout) {}
