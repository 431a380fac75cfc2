package dev.nightjar.advise.redis;

import dev.nightjar.model.Threshold;

/** Limits of the Redis checks. Rates are per second of the server's own clock. */
public enum RedisThreshold implements Threshold {
    REDIS_FULL("redisFull", 0.99, "share of maxmemory"),
    REDIS_NEARLY_FULL("redisNearlyFull", 0.8, "share of maxmemory"),
    REDIS_EVICTIONS("redisEvictions", 100, "evictions per second"),
    REDIS_EVICTION_SHARE("redisEvictionShare", 0.01, "share of all keys evicted per minute"),
    REDIS_SUSTAINED("redisSustained", 0.8, "share of samples"),
    REDIS_HIT_RATE("redisHitRate", 0.8, "share of reads that find their key"),
    REDIS_HEALTHY_HIT_RATE("redisHealthyHitRate", 0.95, "share of reads that find their key"),
    REDIS_HIT_RATE_DROP("redisHitRateDrop", 0.1, "fall of the hit rate against the days before"),
    REDIS_READS("redisReads", 1000, "reads; fewer say nothing of the hit rate"),
    REDIS_CACHE_SHARE("redisCacheShare", 0.3, "share of commands that look up, as a cache is used"),
    REDIS_NOLIMIT_SHARE("redisNoLimitShare", 0.5, "share of the host's memory"),
    REDIS_RUNWAY_DAYS("redisRunwayDays", 30, "days until the memory is full"),
    REDIS_LEAST_MEMORY("redisLeastMemory", 100e6, "bytes; ratios of less memory say nothing"),
    REDIS_FRAGMENTATION("redisFragmentation", 1.5, "allocator_frag_ratio"),
    REDIS_FRAGMENTATION_BYTES("redisFragmentationBytes", 100e6, "bytes"),
    REDIS_TTL_SHARE("redisTtlShare", 0.5, "share of keys with a time to live"),
    REDIS_VOLATILE_SHARE("redisVolatileShare", 0.2, "share of keys that a volatile policy may evict"),
    /** In a nearly full server, from which share on keys that may not be evicted crowd out the others. */
    REDIS_CROWDING("redisCrowding", 0.05, "share of keys without a time to live"),
    REDIS_GROWTH("redisGrowth", 0.1, "growth of keys without a time to live over the lookback"),
    REDIS_KEYS("redisKeys", 1000, "keys; fewer say nothing of habits"),
    REDIS_STALE("redisStale", 25, "% of keys expired but not yet removed"),
    REDIS_BIG_STRING("redisBigString", 1_048_576, "bytes"),
    REDIS_BIG_COLLECTION("redisBigCollection", 10_485_760, "bytes"),
    REDIS_KEYS_CALLS("redisKeysCalls", 10, "KEYS per day"),
    REDIS_KEYS_KEYSPACE("redisKeysKeyspace", 10_000, "keys in the keyspace that KEYS walks"),
    REDIS_COMMAND_SHARE("redisCommandShare", 0.2, "share of command time"),
    REDIS_KEYS_SHARE("redisKeysShare", 0.05, "share of command time"),
    REDIS_COMMAND_MS("redisCommandMs", 10, "ms per call"),
    /** Below this the server is idle and no command dominates anything. */
    REDIS_BUSY("redisBusy", 0.005, "share of a core spent in commands"),
    REDIS_SLOWLOG("redisSlowlog", 10, "entries per hour"),
    REDIS_CPU("redisCpu", 0.8, "share of a core"),
    REDIS_CLIENTS("redisClients", 0.8, "share of maxclients"),
    REDIS_CHURN("redisChurn", 0.1, "new connections per command"),
    REDIS_CHURN_PER_SECOND("redisChurnPerSecond", 10, "new connections per second"),
    REDIS_SCRIPTS("redisScripts", 1000, "cached scripts"),
    REDIS_ERRORS("redisErrors", 0.01, "share of commands"),
    REDIS_FORK_MS("redisForkMs", 50, "ms"),
    REDIS_BUFFERS("redisBuffers", 0.1, "share of memory in client buffers");

    private final String key;
    private final double standard;
    private final String unit;

    RedisThreshold(String key, double standard, String unit) {
        this.key = key;
        this.standard = standard;
        this.unit = unit;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public double standard() {
        return standard;
    }

    @Override
    public String unit() {
        return unit;
    }

    @Override
    public String source() {
        return "practitioner's judgement, tried on captures of real servers";
    }
}
