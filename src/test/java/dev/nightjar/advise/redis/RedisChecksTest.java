package dev.nightjar.advise.redis;

import static dev.nightjar.advise.NightBuilder.aNight;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.advise.NightBuilder;
import dev.nightjar.advise.SubjectBuilder;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Night;
import dev.nightjar.model.RedisCommandMetric;
import dev.nightjar.model.RedisFacts;
import dev.nightjar.model.RedisFacts.KeySample;
import dev.nightjar.model.RedisFacts.SlowCommand;
import dev.nightjar.model.RedisMetric;
import dev.nightjar.model.Severity;
import dev.nightjar.model.SubjectKind;
import dev.nightjar.model.Thresholds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RedisChecksTest {
    private static final double DAY = 86_400;
    private static final double GIGABYTE = 1 << 30;

    private final Map<String, String> info = new TreeMap<>(Map.of(
            "role", "master",
            "maxmemory_policy", "allkeys-lru",
            "total_system_memory", "16000000000",
            "allocator_frag_ratio", "1.02",
            "allocator_frag_bytes", "900000",
            "aof_enabled", "0"));
    private final Map<String, String> config = new TreeMap<>(Map.of(
            "requirepass", "(set)",
            "bind", "10.0.0.1",
            "protected-mode", "yes",
            "save", "3600 1",
            "appendonly", "no",
            "slowlog-log-slower-than", "10000",
            "slowlog-max-len", "128",
            "latency-monitor-threshold", "100"));
    private final List<SlowCommand> slowlog = new ArrayList<>();
    private final List<KeySample> keys = new ArrayList<>(List.of(new KeySample("session:*", "string", 60_000, 200)));
    private final SubjectBuilder server = SubjectBuilder.of(SubjectKind.REDIS, "redis")
            .level(RedisMetric.UPTIME_SECONDS, 90 * DAY)
            .level(RedisMetric.CONNECTED_CLIENTS, 40)
            .level(RedisMetric.MAX_CLIENTS, 10_000)
            .level(RedisMetric.USED_MEMORY, GIGABYTE)
            .level(RedisMetric.USED_MEMORY_RSS, 1.1 * GIGABYTE)
            .level(RedisMetric.MAX_MEMORY, 4 * GIGABYTE)
            .perDay(RedisMetric.COMMANDS, 1000 * DAY)
            .perDay(RedisMetric.CONNECTIONS_RECEIVED, 1000)
            .perDay(RedisMetric.KEYSPACE_HITS, 950 * DAY)
            .perDay(RedisMetric.KEYSPACE_MISSES, 50 * DAY)
            .perDay(RedisMetric.CPU_SYS_SECONDS, 0.02 * DAY)
            .perDay(RedisMetric.CPU_USER_SECONDS, 0.05 * DAY)
            .level(RedisMetric.KEYS, 1e6)
            .level(RedisMetric.KEYS_WITH_TTL, 9e5)
            .level(RedisMetric.RDB_LAST_SAVE_OK, 1)
            .level(RedisMetric.AOF_LAST_WRITE_OK, 1)
            .level(RedisMetric.LATEST_FORK_USEC, 9000);
    private final NightBuilder night = aNight().withoutServer();

    @Test
    void aHealthyServerGivesNothing() {
        command("get", 900 * DAY, 2);
        command("set", 100 * DAY, 3);

        Advice advice = assess();

        assertThat(advice.findings()).isEmpty();
        assertThat(advice.notAssessed()).isEmpty();
    }

    @Test
    void keysIsNamedWithItsShareOfTheTime() {
        command("get", 900 * DAY, 2);
        command("keys", 500, 150_000);
        slowlog.add(new SlowCommand(1, NightBuilder.END.minusSeconds(60), 160_000, "KEYS session:*", ""));

        Finding finding = only("RED-CMD-KEYS");

        assertThat(finding.severity()).isEqualTo(Severity.HIGH);
        assertThat(finding.title()).isEqualTo("KEYS takes 33 % of the command time");
    }

    @Test
    void twoKeysByAnAdministratorAreNoFinding() {
        command("get", 900 * DAY, 2);
        command("keys", 2, 150_000);

        assertThat(assess().findings()).isEmpty();
    }

    @Test
    void aDearCommandOnAnIdleServerIsNoFinding() {
        command("get", 1000, 2);
        command("hgetall", 100, 300);

        assertThat(assess().findings()).isEmpty();
    }

    @Test
    void aCommandThatTakesMostOfTheTimeIsNamed() {
        command("get", 900 * DAY, 2);
        command("smembers", 10 * DAY, 900);

        assertThat(only("RED-CMD-ON").object()).isEqualTo("SMEMBERS");
    }

    @Test
    void evictionsWithGoodHitsAreACacheAtWork() {
        server.perDay(RedisMetric.EVICTED_KEYS, 200 * DAY)
                .level(RedisMetric.USED_MEMORY, 4 * GIGABYTE)
                .level(RedisMetric.USED_MEMORY_RSS, 4.2 * GIGABYTE)
                .perDay(RedisMetric.KEYSPACE_HITS, 990 * DAY)
                .perDay(RedisMetric.KEYSPACE_MISSES, 10 * DAY);

        assertThat(only("RED-EVICT").severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void evictionsJustBelowTheLimitAreNoFinding() {
        server.perDay(RedisMetric.EVICTED_KEYS, 99 * DAY);

        assertThat(assess().findings()).isEmpty();
    }

    @Test
    void missesWithoutEvictionOrExpiryAreKeysThatNeverWere() {
        server.perDay(RedisMetric.KEYSPACE_HITS, 500 * DAY).perDay(RedisMetric.KEYSPACE_MISSES, 500 * DAY);

        Finding finding = only("RED-HIT-LOW");

        assertThat(finding.explanation()).contains("never written");
        assertThat(finding.symptomOf()).isEmpty();
    }

    @Test
    void aQueueIsNotJudgedByItsHits() {
        server.perDay(RedisMetric.KEYSPACE_HITS, 500 * DAY).perDay(RedisMetric.KEYSPACE_MISSES, 500 * DAY);
        command("get", 100, 2);
        command("rpush", 1e6, 2);
        command("blpop", 1e6, 2);

        assertThat(assess().findings()).isEmpty();
    }

    @Test
    void fewReadsSayNothingOfTheHitRate() {
        server.perDay(RedisMetric.KEYSPACE_HITS, 100).perDay(RedisMetric.KEYSPACE_MISSES, 800);

        assertThat(assess().findings()).isEmpty();
    }

    @Test
    void aFullServerThatMayNotEvictIsCritical() {
        info.put("maxmemory_policy", "noeviction");
        server.level(RedisMetric.USED_MEMORY, 3.99 * GIGABYTE)
                .level(RedisMetric.USED_MEMORY_RSS, 4 * GIGABYTE)
                .level(RedisMetric.KEYS_WITH_TTL, 5e5);

        assertThat(only("RED-MEM-OOM").severity()).isEqualTo(Severity.CRITICAL);
        assertThat(assess().recommendations().get(0).harmProbability30d()).isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void aPolicyThatMayEvictAlmostNothingIsSaid() {
        info.put("maxmemory_policy", "volatile-lru");
        server.level(RedisMetric.KEYS_WITH_TTL, 1e5);

        assertThat(only("RED-MEM-POLICY").severity()).isEqualTo(Severity.LOW);
    }

    @Test
    void withoutALimitOnlyALargeShareOfTheHostMatters() {
        server.level(RedisMetric.MAX_MEMORY, 0);
        assertThat(only("RED-MEM-NOLIMIT").severity()).isEqualTo(Severity.INFO);

        server.level(RedisMetric.USED_MEMORY_RSS, 9e9).level(RedisMetric.USED_MEMORY, 8.5e9);
        assertThat(only("RED-MEM-NOLIMIT").severity()).isEqualTo(Severity.MEDIUM);
    }

    @Test
    void fragmentationCountsOnlyWhereItIsLarge() {
        info.put("allocator_frag_ratio", "1.8");
        info.put("allocator_frag_bytes", "90000000");
        assertThat(assess().findings()).isEmpty();

        info.put("allocator_frag_bytes", "500000000");
        assertThat(only("RED-MEM-FRAG").severity()).isEqualTo(Severity.MEDIUM);
    }

    @Test
    void keysWithoutTimeToLiveAreAFindingOnlyWhereTheyGrow() {
        info.put("maxmemory_policy", "noeviction");
        server.level(RedisMetric.KEYS_WITH_TTL, 1e5);

        assertThat(assess().findings()).isEmpty();
    }

    @Test
    void aDumpThatFailsIsCritical() {
        server.level(RedisMetric.RDB_LAST_SAVE_OK, 0);

        assertThat(only("RED-RDB-FAIL").severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void anAppendOnlyFileThatIsNotUsedCannotFail() {
        server.level(RedisMetric.AOF_LAST_WRITE_OK, 0);

        assertThat(assess().findings()).isEmpty();
    }

    @Test
    void refusedClientsAreCritical() {
        server.perDay(RedisMetric.REJECTED_CONNECTIONS, 48);

        assertThat(only("RED-MAXCLIENTS").severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void connectionsForEveryFewCommandsAreAFinding() {
        server.perDay(RedisMetric.CONNECTIONS_RECEIVED, 200 * DAY);

        assertThat(only("RED-CHURN").severity()).isEqualTo(Severity.MEDIUM);
    }

    @Test
    void aBusyThreadIsAFinding() {
        server.perDay(RedisMetric.CPU_USER_SECONDS, 0.85 * DAY);

        assertThat(only("RED-CPU").severity()).isEqualTo(Severity.HIGH);
    }

    @Test
    void aBigKeyInTheSampleIsSaidWithItsCoverage() {
        keys.add(new KeySample("basket:*", "hash", -1, 20_000_000));

        assertThat(only("RED-KEY-BIG").explanation()).startsWith("Of 2 keys sampled, 1 ");
    }

    @Test
    void withoutASampleOfKeysTheirSizeIsNotAssessed() {
        keys.clear();

        assertThat(assess().notAssessed()).extracting(Advice.NotAssessed::check).containsExactly("RED-KEY-BIG");
    }

    @Test
    void anOpenDoorIsHighButAPasswordlessLoopbackIsOnlyWorthKnowing() {
        config.put("requirepass", "");
        config.put("bind", "127.0.0.1 -::1");
        assertThat(only("RED-SEC-AUTH").severity()).isEqualTo(Severity.INFO);

        config.put("bind", "0.0.0.0");
        config.put("protected-mode", "no");
        assertThat(only("RED-SEC-AUTH").severity()).isEqualTo(Severity.HIGH);
    }

    @Test
    void withoutConfigurationHygieneIsNotAssessed() {
        config.clear();

        assertThat(assess().notAssessed()).extracting(Advice.NotAssessed::check).containsExactly("RED-SEC-AUTH");
    }

    @Test
    void aReplicaWithoutItsPrimaryIsCritical() {
        info.put("role", "slave");
        info.put("master_link_status", "down");
        info.put("master_link_down_since_seconds", "300");

        assertThat(only("RED-REPL-DOWN").severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void anUnreachableServerIsNotAssessedInItsOwnWords() {
        Night unreachable = night.without("redis", "connection refused").build();

        Advice advice = new RedisChecks(Thresholds.STANDARD).assess(unreachable);

        assertThat(advice.notAssessed()).extracting(Advice.NotAssessed::reason).containsExactly("connection refused");
    }

    @Test
    void aTargetWithoutRedisIsNotJudged() {
        assertThat(new RedisChecks(Thresholds.STANDARD).assess(night.build())).isEqualTo(Advice.NONE);
    }

    private void command(String name, double callsPerDay, double usecPerCall) {
        night.with(SubjectBuilder.of(SubjectKind.REDIS_COMMAND, name)
                .perDay(RedisCommandMetric.CALLS, callsPerDay)
                .perDay(RedisCommandMetric.USEC, callsPerDay * usecPerCall));
    }

    private Finding only(String check) {
        Advice advice = assess();
        assertThat(advice.findings()).extracting(Finding::check).containsExactly(check);
        return advice.findings().get(0);
    }

    private Advice assess() {
        if (night.build().of(SubjectKind.REDIS_COMMAND).findAny().isEmpty()) {
            command("get", 900 * DAY, 2);
        }
        Night base = night.build();
        NightBuilder copy = aNight().withoutServer();
        base.histories().forEach(copy::with);
        return new RedisChecks(Thresholds.STANDARD)
                .assess(copy.with(server)
                        .with(new RedisFacts("7.2.4", new TreeMap<>(info), new TreeMap<>(config), slowlog, keys))
                        .build());
    }
}
