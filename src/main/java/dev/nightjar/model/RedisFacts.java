package dev.nightjar.model;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/**
 * A Redis server as it describes itself, besides its counters.
 *
 * @param info INFO ALL, every field as text
 * @param config CONFIG GET *, without secrets; empty where the role may not
 * @param slowlog newest first; arguments are cut to the command and, at most, a key pattern
 * @param keys a sample of the keyspace by SCAN, not the whole
 */
public record RedisFacts(
        String version,
        SortedMap<String, String> info,
        SortedMap<String, String> config,
        List<SlowCommand> slowlog,
        List<KeySample> keys) {

    public RedisFacts {
        slowlog = List.copyOf(slowlog);
        keys = List.copyOf(keys);
    }

    /** One entry of SLOWLOG. */
    public record SlowCommand(long id, Instant at, long micros, String command, String client) {}

    /**
     * One key seen by SCAN.
     *
     * @param pattern the key with its variable parts replaced by {@code *}, e.g. {@code parcel:*}
     * @param ttlMillis −1 without a time to live
     * @param bytes MEMORY USAGE, −1 where not known
     */
    public record KeySample(String pattern, String type, long ttlMillis, long bytes) {}
}
