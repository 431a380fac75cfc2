package dev.nightjar.source.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.embedded.EmbeddedRedis;
import dev.nightjar.embedded.RedisOptions;
import dev.nightjar.model.MissingInput;
import dev.nightjar.model.RedisCommandMetric;
import dev.nightjar.model.RedisFacts;
import dev.nightjar.model.RedisFacts.KeySample;
import dev.nightjar.model.RedisFacts.SlowCommand;
import dev.nightjar.model.RedisMetric;
import dev.nightjar.model.Sample;
import dev.nightjar.model.TimeMap;
import dev.nightjar.model.target.Password;
import dev.nightjar.model.target.RedisTarget;
import dev.nightjar.model.target.Secret;
import dev.nightjar.model.target.Tls;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisSourceTest {
    private final EmbeddedRedis server = EmbeddedRedis.start(
            RedisOptions.defaults().withSetting("slowlog-log-slower-than", "0").withSetting("maxmemory", "64mb"));

    @BeforeAll
    void makeRoles() throws IOException {
        send("ACL", "SETUSER", "stranger", "on", ">pw", "-@all");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void empty() throws IOException {
        send("FLUSHALL");
        send("SLOWLOG", "RESET");
    }

    @Test
    void whatHappenedBetweenTwoVisitsIsTheDifference() throws IOException {
        RedisSource source = source("", password());
        RedisReading before = source.collect();
        send("SET", "parcel:1", "x");
        send("GET", "parcel:1");
        send("GET", "parcel:2");
        RedisReading after = source.collect();

        assertThat(after.missing()).isEmpty();
        assertThat(after.facts()).isEmpty();
        Sample whole = after.snapshots().get(0).since(before.snapshots().get(0)).get(0);
        assertThat(whole.measures().get(RedisMetric.KEYSPACE_HITS)).isEqualTo(1);
        assertThat(whole.measures().get(RedisMetric.KEYSPACE_MISSES)).isEqualTo(1);
        assertThat(whole.measures().get(RedisMetric.KEYS)).isEqualTo(1);
        assertThat(whole.measures().get(RedisMetric.MAX_MEMORY)).isEqualTo(64 << 20);
        Sample get = after.snapshots().get(1).since(before.snapshots().get(1)).stream()
                .filter(sample -> sample.subject().key().equals("get"))
                .findFirst()
                .orElseThrow();
        assertThat(get.measures().get(RedisCommandMetric.CALLS)).isEqualTo(2);
    }

    @Test
    void keysAndArgumentsLeaveAsPatternsOnly() throws IOException {
        send("SET", "session:alice@example.org", "v", "PX", "100000");
        send("SET", "parcel:4711:status", "secret value");
        send("HSET", "driver:9f86d081884c7d65", "name", "Alice");

        RedisReading reading = source("", password()).inspect();

        RedisFacts facts = reading.facts().orElseThrow();
        assertThat(facts.keys())
                .extracting(KeySample::pattern, KeySample::type)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("session:*", "string"),
                        org.assertj.core.groups.Tuple.tuple("parcel:*:status", "string"),
                        org.assertj.core.groups.Tuple.tuple("driver:*", "hash"));
        assertThat(facts.keys()).allSatisfy(key -> assertThat(key.bytes()).isPositive());
        assertThat(facts.keys())
                .filteredOn(key -> key.pattern().equals("session:*"))
                .allSatisfy(key -> assertThat(key.ttlMillis()).isBetween(1L, 100_000L));
        assertThat(facts.slowlog()).extracting(SlowCommand::command).contains("SET parcel:*:status", "HSET driver:*");
        assertThat(facts.toString())
                .doesNotContain("lice")
                .doesNotContain("4711")
                .doesNotContain("secret value");
    }

    @Test
    void passwordsInTheConfigurationAreNotRead() {
        RedisFacts facts = source("", password()).inspect().facts().orElseThrow();

        assertThat(facts.config())
                .containsEntry("requirepass", "(set)")
                .containsEntry("maxmemory-policy", "noeviction");
        assertThat(facts.toString()).doesNotContain(password());
    }

    @Test
    void noPasswordIsToldWithThePlaceForIt() {
        MissingInput missing = onlyMissing(source("", ""));

        assertThat(missing.reason()).startsWith("NOAUTH");
        assertThat(missing.remedy()).contains("redis.passwordEnv").contains("ACL SETUSER nightjar on >PASSWORD");
    }

    @Test
    void aWrongPasswordIsToldWithoutThePassword() {
        MissingInput missing = onlyMissing(source("", "guess1234"));

        assertThat(missing.reason()).startsWith("WRONGPASS");
        assertThat(missing.toString()).doesNotContain("guess1234");
    }

    @Test
    void aUserWithoutRightsIsToldTheExactRuleAndThatIsEnough() throws IOException {
        MissingInput missing = onlyMissing(source("stranger", "pw"));
        assertThat(missing.reason()).startsWith("NOPERM");
        assertThat(missing.remedy()).startsWith("ACL SETUSER stranger ~* -@all");

        send(missing.remedy().split(" "));
        send("SET", "parcel:1", "x");
        RedisReading reading = source("stranger", "pw").inspect();

        assertThat(reading.missing()).isEmpty();
        assertThat(reading.facts().orElseThrow().keys()).hasSize(1);
        send("ACL", "SETUSER", "stranger", "reset", "on", ">pw", "-@all");
    }

    @Test
    void whatARoleMayNotReadIsMissingAndTheRestIsThere() throws IOException {
        send("ACL", "SETUSER", "counters", "on", ">pw", "+info");

        RedisReading reading = source("counters", "pw").inspect();

        assertThat(reading.snapshots()).hasSize(2);
        assertThat(reading.missing())
                .extracting(MissingInput::source)
                .containsExactlyInAnyOrder("redis config", "redis slowlog", "redis keys");
    }

    @Test
    void anUnreachableServerIsTold() throws IOException {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        RedisTarget target = target(nobody, "", "", Tls.Mode.DISABLE);

        assertThat(onlyMissing(new RedisSource(target, TimeMap.IDENTITY, InstantSource.system()))
                        .reason())
                .isEqualTo("connection to 127.0.0.1:" + nobody + " refused");
    }

    @Test
    void aServerWithoutTlsIsToldWhenTlsIsRequired() {
        RedisTarget target = target(server.port(), "", password(), Tls.Mode.VERIFY_FULL);

        MissingInput missing = onlyMissing(new RedisSource(target, TimeMap.IDENTITY, InstantSource.system()));

        assertThat(missing.reason()).contains("TLS");
        assertThat(missing.remedy()).contains("redis://");
    }

    @Test
    void timesPassThroughTheTimeMap() {
        Instant origin = Instant.parse("2026-01-01T00:00:00Z");
        TimeMap ahead = new TimeMap(origin, origin.plus(Duration.ofDays(3650)), 1);
        RedisTarget target = target(server.port(), "", password(), Tls.Mode.DISABLE);

        Instant plain = source("", password()).collect().snapshots().get(0).at();
        Instant mapped = new RedisSource(target, ahead, InstantSource.system())
                .collect()
                .snapshots()
                .get(0)
                .at();

        assertThat(Duration.between(plain, mapped)).isBetween(Duration.ofDays(3650), Duration.ofDays(3651));
    }

    private MissingInput onlyMissing(RedisSource source) {
        List<MissingInput> missing = source.inspect().missing();
        assertThat(missing).hasSize(1);
        return missing.get(0);
    }

    private RedisSource source(String user, String password) {
        return new RedisSource(
                target(server.port(), user, password, Tls.Mode.DISABLE), TimeMap.IDENTITY, InstantSource.system());
    }

    private String password() {
        return server.password().orElseThrow();
    }

    private void send(String... command) throws IOException {
        try (RespConnection connection = RespConnection.open(target(server.port(), "", password(), Tls.Mode.DISABLE))) {
            assertThat(connection.send(command)).isNotInstanceOf(Reply.Failure.class);
        }
    }

    private static RedisTarget target(int port, String user, String password, Tls.Mode tls) {
        Password given = () -> password.isEmpty() ? Optional.empty() : Optional.of(new Secret(password));
        return new RedisTarget(
                "shop", "127.0.0.1", port, 0, user, given, Tls.of(tls), Duration.ofSeconds(5), Duration.ofSeconds(2));
    }
}
