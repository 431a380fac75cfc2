package dev.nightjar.embedded;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How to start an {@link EmbeddedRedis}.
 *
 * @param settings as in redis.conf, such as {@code maxmemory} = {@code 32mb}; they win over the launcher's own, except
 *     for port, address, directory and password
 * @param password what clients must say; empty = no password
 * @param directory the server's working directory, kept; empty = a private directory deleted on close
 */
public record RedisOptions(Map<String, String> settings, Optional<String> password, Optional<Path> directory) {
    public RedisOptions {
        settings = Map.copyOf(settings);
    }

    /** A random password and no persistence. */
    public static RedisOptions defaults() {
        return new RedisOptions(Map.of(), Optional.of(Secret.random()), Optional.empty());
    }

    public RedisOptions withSetting(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put(name, value);
        return new RedisOptions(all, password, directory);
    }

    public RedisOptions withPassword(String secret) {
        return new RedisOptions(settings, Optional.of(secret), directory);
    }

    public RedisOptions withoutPassword() {
        return new RedisOptions(settings, Optional.empty(), directory);
    }

    public RedisOptions withDirectory(Path working) {
        return new RedisOptions(settings, password, Optional.of(working));
    }

    @Override
    public String toString() {
        return "RedisOptions[settings=" + settings + ", password=" + (password.isPresent() ? "***" : "none")
                + ", directory=" + directory + "]";
    }
}
