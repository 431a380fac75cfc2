package dev.nightjar.source.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.model.RedisCommandMetric;
import dev.nightjar.model.RedisFacts;
import dev.nightjar.model.RedisMetric;
import dev.nightjar.model.Snapshot;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Replies, INFO, keys and captures, as text. */
class RedisFormatsTest {

    @Test
    void repliesOfBothProtocolsAreRead() throws IOException {
        assertThat(read("*3\r\n$1\r\na\r\n:-5\r\n$-1\r\n"))
                .isEqualTo(new Reply.Items(List.of(new Reply.Text("a"), new Reply.Whole(-5), new Reply.Nothing())));
        assertThat(read("%1\r\n+k\r\n#t\r\n"))
                .isEqualTo(new Reply.Items(List.of(new Reply.Text("k"), new Reply.Whole(1))));
        assertThat(read("=7\r\ntxt:abc\r\n")).isEqualTo(new Reply.Text("abc"));
        assertThat(read("|1\r\n+ttl\r\n:1\r\n,1.5\r\n")).isEqualTo(new Reply.Text("1.5"));
        assertThat(read("-NOPERM no\r\n"))
                .isInstanceOfSatisfying(
                        Reply.Failure.class,
                        failure -> assertThat(failure.code()).isEqualTo("NOPERM"));
    }

    @Test
    void aReplyThatIsTooBigOrCutIsRefused() {
        assertThatThrownBy(() -> read("$99999999999\r\n")).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> read("*2000000\r\n")).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> read("*1\r\n".repeat(100))).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> read("$5\r\nab")).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> read("HTTP/1.1 400 Bad Request\r\n")).hasMessageContaining("not a Redis server");
    }

    @ParameterizedTest
    @CsvSource({
        "parcel:4711, parcel:*",
        "k:19896, k:*",
        "user:{42}:cart, user:{*}:cart",
        "session:550e8400-e29b-41d4-a716-446655440000, session:*",
        "cache/v2/depot, cache/v*/depot",
        "token:eyJhbGciOiJIUzI1NiJ9, token:*",
        "mail:alice@example.org, mail:*",
        "plain-name_x, plain-name_x",
        "Straße:1, *:*"
    })
    void aKeyBecomesAPattern(String key, String pattern) {
        assertThat(KeyPattern.of(key)).isEqualTo(pattern);
    }

    @ParameterizedTest
    @CsvSource({
        "GET parcel:1, GET parcel:*",
        "KEYS *, KEYS *",
        "keys parcel:*, KEYS parcel:*",
        "AUTH bob hunter2, AUTH",
        "CONFIG SET requirepass hunter2, CONFIG SET",
        "EVAL return, EVAL",
        "PING, PING"
    })
    void aSlowCommandKeepsItsNameAndItsKeysPattern(String command, String redacted) {
        assertThat(SlowCommands.redacted(List.of(command.split(" ")))).isEqualTo(redacted);
    }

    @Test
    void anOldServersAbsentFieldsAreUnknownAndNotZero() {
        Snapshot server = RedisInfo.parse(
                        "redis_version:6.0.16\r\nrun_id:abc\r\nkeyspace_hits:5\r\ndb0:keys=3,expires=1\r\n")
                .snapshots("shop", Instant.EPOCH, Double.NaN)
                .get(0);

        assertThat(server.epoch()).isEqualTo("abc");
        var measures = server.observations().get(0).measures();
        assertThat(measures.get(RedisMetric.KEYSPACE_HITS)).isEqualTo(5);
        assertThat(measures.get(RedisMetric.TOTAL_ERRORS)).isNaN();
        assertThat(measures.get(RedisMetric.KEYS_WITH_TTL)).isEqualTo(1);
    }

    @Test
    void fieldsOfLaterVersionsAreIgnoredAndValkeySaysItsOwnVersion() {
        RedisInfo info = RedisInfo.parse("""
                redis_version:7.2.4
                valkey_version:8.1.1
                db1:keys=2,expires=0,subexpiry=x
                cmdstat_get:calls=4,usec=8,usec_per_call=2.00,rejected_calls=1,failed_calls=0
                """);

        assertThat(info.version()).isEqualTo("Valkey 8.1.1");
        assertThat(info.largestDatabase()).contains(1);
        var get = info.snapshots("shop", Instant.EPOCH, 0).get(1).observations().get(0);
        assertThat(get.subject().key()).isEqualTo("get");
        assertThat(get.measures().get(RedisCommandMetric.REJECTED)).isEqualTo(1);
    }

    @Test
    void aCaptureIsReadLikeAServer(@TempDir Path folder) throws IOException {
        for (int i = 0; i < 2; i++) {
            Files.writeString(
                    folder.resolve("sample-0" + i + ".info.txt"),
                    "# sampled_at:2026-11-21T08:29:0" + i + ".829+00:00\n# Server\nredis_version:7.0.15\nrun_id:a\n"
                            + "evicted_keys:" + 10 * i + "\n");
        }
        Files.writeString(folder.resolve("config.txt"), "maxmemory 100\nrequirepass hunter2\nsave \n");
        Files.writeString(folder.resolve("slowlog-len.txt"), "3\n");
        Files.writeString(folder.resolve("slowlog.jsonl"), """
                {"id": 1, "start_time": 1795249745, "duration": 12000, "command": "KEYS parcel:1*"}
                {"id": 2, "ts": 1795249746, "us": 5, "args": ["GET", "k:1"]}
                not json
                """);
        Files.writeString(
                folder.resolve("scan-sample.jsonl"),
                "{\"key\": \"k:1\", \"type\": \"string\", \"pttl_ms\": -1, \"bytes\": 504, \"encoding\": \"raw\"}\n");

        RedisReading reading = RedisCapture.read(folder, "capture");

        assertThat(reading.snapshots()).hasSize(4);
        assertThat(reading.snapshots()
                        .get(2)
                        .since(reading.snapshots().get(0))
                        .get(0)
                        .measures())
                .satisfies(measures -> {
                    assertThat(measures.get(RedisMetric.EVICTED_KEYS)).isEqualTo(10);
                    assertThat(measures.get(RedisMetric.SLOWLOG_LENGTH)).isEqualTo(3);
                });
        RedisFacts facts = reading.facts().orElseThrow();
        assertThat(facts.config()).containsEntry("maxmemory", "100").containsEntry("requirepass", "(set)");
        assertThat(facts.slowlog())
                .extracting(RedisFacts.SlowCommand::command)
                .containsExactly("KEYS parcel:*", "GET k:*");
        assertThat(facts.keys()).containsExactly(new RedisFacts.KeySample("k:*", "string", -1, 504));
        assertThat(reading.missing())
                .singleElement()
                .satisfies(missing -> assertThat(missing.reason()).startsWith("1 lines of"));
    }

    @Test
    void aFolderThatIsNoCaptureIsSaid(@TempDir Path folder) {
        assertThatThrownBy(() -> RedisCapture.read(folder, "x"))
                .isInstanceOf(CaptureUnreadableException.class)
                .hasMessageContaining("sample-*.info.txt");
    }

    private static Reply read(String bytes) throws IOException {
        return new RespReader(new ByteArrayInputStream(bytes.getBytes(StandardCharsets.UTF_8))).read();
    }
}
