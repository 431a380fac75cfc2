package dev.nightjar.model;

/** What INFO counts of a Redis server; absent fields are NaN. */
public enum RedisMetric implements Metric {
    /** Since the start. */
    UPTIME_SECONDS(false),
    /** Clients. */
    CONNECTED_CLIENTS(false),
    /** Clients in a blocking call. */
    BLOCKED_CLIENTS(false),
    /** Limit of clients. */
    MAX_CLIENTS(false),
    /** Bytes allocated. */
    USED_MEMORY(false),
    /** Bytes resident. */
    USED_MEMORY_RSS(false),
    /** Highest bytes allocated. */
    USED_MEMORY_PEAK(false),
    /** Limit; 0 means none. */
    MAX_MEMORY(false),
    /** Resident by allocated. */
    FRAGMENTATION_RATIO(false),
    /** Resident minus allocated. */
    FRAGMENTATION_BYTES(false),
    /** Commands processed. */
    COMMANDS(true),
    /** Connections accepted. */
    CONNECTIONS_RECEIVED(true),
    /** Connections refused for the limit. */
    REJECTED_CONNECTIONS(true),
    /** Reads that found their key. */
    KEYSPACE_HITS(true),
    /** Reads that did not. */
    KEYSPACE_MISSES(true),
    /** Keys expired. */
    EXPIRED_KEYS(true),
    /** Keys evicted for memory. */
    EVICTED_KEYS(true),
    /** Bytes received. */
    NET_INPUT_BYTES(true),
    /** Bytes sent. */
    NET_OUTPUT_BYTES(true),
    /** Error replies. */
    TOTAL_ERRORS(true),
    /** System CPU of the process. */
    CPU_SYS_SECONDS(true),
    /** User CPU of the process. */
    CPU_USER_SECONDS(true),
    /** Keys in all databases. */
    KEYS(false),
    /** Keys with a time to live. */
    KEYS_WITH_TTL(false),
    /** Writes since the last dump. */
    RDB_CHANGES_SINCE_SAVE(false),
    /** 1 when the last dump succeeded, else 0. */
    RDB_LAST_SAVE_OK(false),
    /** 1 when the last append succeeded, else 0. */
    AOF_LAST_WRITE_OK(false),
    /** Replicas. */
    CONNECTED_REPLICAS(false),
    /** Microseconds of the latest fork. */
    LATEST_FORK_USEC(false),
    /** Milliseconds above maxmemory. */
    EVICTION_EXCEEDED_MS(true),
    /** Entries in the slow log. */
    SLOWLOG_LENGTH(false);

    private final boolean counter;

    RedisMetric(boolean counter) {
        this.counter = counter;
    }

    @Override
    public boolean isCounter() {
        return counter;
    }
}
