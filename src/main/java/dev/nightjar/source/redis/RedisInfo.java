package dev.nightjar.source.redis;

import dev.nightjar.model.Measures;
import dev.nightjar.model.Observation;
import dev.nightjar.model.RedisCommandMetric;
import dev.nightjar.model.RedisMetric;
import dev.nightjar.model.Snapshot;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What INFO ALL says, as fields by name; sections and order do not matter, what is absent is unknown. */
record RedisInfo(SortedMap<String, String> fields) {
    private static final String COMMAND = "cmdstat_";

    /** Fields that are one number each. Versions that lack one leave it unknown. */
    private static final Map<RedisMetric, String> FIELDS = Map.ofEntries(
            Map.entry(RedisMetric.UPTIME_SECONDS, "uptime_in_seconds"),
            Map.entry(RedisMetric.CONNECTED_CLIENTS, "connected_clients"),
            Map.entry(RedisMetric.BLOCKED_CLIENTS, "blocked_clients"),
            Map.entry(RedisMetric.MAX_CLIENTS, "maxclients"),
            Map.entry(RedisMetric.USED_MEMORY, "used_memory"),
            Map.entry(RedisMetric.USED_MEMORY_RSS, "used_memory_rss"),
            Map.entry(RedisMetric.USED_MEMORY_PEAK, "used_memory_peak"),
            Map.entry(RedisMetric.MAX_MEMORY, "maxmemory"),
            Map.entry(RedisMetric.FRAGMENTATION_RATIO, "mem_fragmentation_ratio"),
            Map.entry(RedisMetric.FRAGMENTATION_BYTES, "mem_fragmentation_bytes"),
            Map.entry(RedisMetric.COMMANDS, "total_commands_processed"),
            Map.entry(RedisMetric.CONNECTIONS_RECEIVED, "total_connections_received"),
            Map.entry(RedisMetric.REJECTED_CONNECTIONS, "rejected_connections"),
            Map.entry(RedisMetric.KEYSPACE_HITS, "keyspace_hits"),
            Map.entry(RedisMetric.KEYSPACE_MISSES, "keyspace_misses"),
            Map.entry(RedisMetric.EXPIRED_KEYS, "expired_keys"),
            Map.entry(RedisMetric.EVICTED_KEYS, "evicted_keys"),
            Map.entry(RedisMetric.NET_INPUT_BYTES, "total_net_input_bytes"),
            Map.entry(RedisMetric.NET_OUTPUT_BYTES, "total_net_output_bytes"),
            Map.entry(RedisMetric.TOTAL_ERRORS, "total_error_replies"),
            Map.entry(RedisMetric.CPU_SYS_SECONDS, "used_cpu_sys"),
            Map.entry(RedisMetric.CPU_USER_SECONDS, "used_cpu_user"),
            Map.entry(RedisMetric.RDB_CHANGES_SINCE_SAVE, "rdb_changes_since_last_save"),
            Map.entry(RedisMetric.CONNECTED_REPLICAS, "connected_slaves"),
            Map.entry(RedisMetric.LATEST_FORK_USEC, "latest_fork_usec"),
            Map.entry(RedisMetric.EVICTION_EXCEEDED_MS, "total_eviction_exceeded_time"));

    static RedisInfo parse(String text) {
        SortedMap<String, String> fields = new TreeMap<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        });
        return new RedisInfo(fields);
    }

    /** Valkey gives a Redis version for compatibility; its own is the true one. */
    String version() {
        return fields.containsKey("valkey_version")
                ? "Valkey " + fields.get("valkey_version")
                : fields.getOrDefault("redis_version", "");
    }

    /** The server's clock, where it tells it (6.2 and later). */
    Optional<Instant> time() {
        return Optional.ofNullable(fields.get("server_time_usec"))
                .map(micros -> Instant.EPOCH.plus(Long.parseLong(micros), java.time.temporal.ChronoUnit.MICROS));
    }

    /** Number of the logical database with the most keys; empty when there are no keys. */
    Optional<Integer> largestDatabase() {
        return databases().entrySet().stream()
                .max(Map.Entry.comparingByValue(
                        (one, other) -> Double.compare(one.getOrDefault("keys", 0.0), other.getOrDefault("keys", 0.0))))
                .map(entry -> Integer.parseInt(entry.getKey().substring(2)));
    }

    /**
     * The server and its commands. The epoch is {@code run_id}, which changes at every start; CONFIG RESETSTAT shows as
     * counters that fell.
     *
     * @param slowlogLength entries of the slow log, NaN where not known
     */
    List<Snapshot> snapshots(String target, Instant at, double slowlogLength) {
        String epoch = fields.getOrDefault("run_id", "");
        Measures server = Measures.read(SubjectKind.REDIS, metric -> value((RedisMetric) metric))
                .with(RedisMetric.SLOWLOG_LENGTH, slowlogLength);
        List<Observation> commands = new ArrayList<>();
        fields.forEach((name, value) -> {
            if (name.startsWith(COMMAND)) {
                Map<String, Double> counts = numbers(value);
                commands.add(new Observation(
                        Subject.of(SubjectKind.REDIS_COMMAND, name.substring(COMMAND.length())),
                        Measures.unknown(SubjectKind.REDIS_COMMAND)
                                .with(RedisCommandMetric.CALLS, counts.getOrDefault("calls", Double.NaN))
                                .with(RedisCommandMetric.USEC, counts.getOrDefault("usec", Double.NaN))
                                .with(RedisCommandMetric.REJECTED, counts.getOrDefault("rejected_calls", Double.NaN))
                                .with(RedisCommandMetric.FAILED, counts.getOrDefault("failed_calls", Double.NaN))));
            }
        });
        return List.of(
                new Snapshot(
                        target,
                        "redis",
                        at,
                        epoch,
                        List.of(new Observation(Subject.of(SubjectKind.REDIS, "redis"), server))),
                new Snapshot(target, "redis commandstats", at, epoch, commands));
    }

    private double value(RedisMetric metric) {
        return switch (metric) {
            case KEYS -> inAllDatabases("keys");
            case KEYS_WITH_TTL -> inAllDatabases("expires");
            case RDB_LAST_SAVE_OK -> ok("rdb_last_bgsave_status");
            case AOF_LAST_WRITE_OK -> ok("aof_last_write_status");
            default -> number(FIELDS.getOrDefault(metric, ""));
        };
    }

    private double ok(String field) {
        String status = fields.get(field);
        return status == null ? Double.NaN : status.equals("ok") ? 1 : 0;
    }

    private double number(String field) {
        String value = fields.get(field);
        try {
            return value == null ? Double.NaN : Double.parseDouble(value);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private double inAllDatabases(String count) {
        // A server without keys lists no database; one that lists none of its sections tells nothing.
        return fields.containsKey("redis_version") || fields.containsKey("valkey_version")
                ? databases().values().stream()
                        .mapToDouble(counts -> counts.getOrDefault(count, 0.0))
                        .sum()
                : Double.NaN;
    }

    private Map<String, Map<String, Double>> databases() {
        Map<String, Map<String, Double>> databases = new TreeMap<>();
        fields.forEach((name, value) -> {
            if (name.matches("db\\d+")) {
                databases.put(name, numbers(value));
            }
        });
        return databases;
    }

    /** {@code calls=1,usec=194,…}; what is not a number is left out. */
    private static Map<String, Double> numbers(String value) {
        Map<String, Double> numbers = new TreeMap<>();
        for (String pair : value.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                try {
                    numbers.put(pair.substring(0, equals), Double.parseDouble(pair.substring(equals + 1)));
                } catch (NumberFormatException e) {
                    // A field of a later version; unknown ones are ignored.
                }
            }
        }
        return numbers;
    }
}
