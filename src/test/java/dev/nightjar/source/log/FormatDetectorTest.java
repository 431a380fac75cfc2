package dev.nightjar.source.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormatDetectorTest {

    @Test
    void aPrefixThatStartsWithABracketIsNoJson() {
        String log = plain().replaceAll("(?m)^(\\S+ \\S+ UTC) (\\[\\d+\\])", "$2 $1");
        assertThat(log).startsWith("[");
        assertThat(digest(log.getBytes(StandardCharsets.UTF_8)).count(LogCounter.STATEMENTS))
                .isEqualTo(315);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[INFO] wal-g: pushed 000000010000000000000001\n",
                "{\"level\":\"info\",\"msg\":\"pushed\"}\n",
                "{not json\n",
                "[\n"
            })
    void oneLineOfAnotherProgramDecidesNothing(String line) {
        String log = plain();
        int second = log.indexOf('\n') + 1;
        String mixed = log.substring(0, second) + line + log.substring(second);
        assertThat(digest((line + log).getBytes(StandardCharsets.UTF_8)).count(LogCounter.STATEMENTS))
                .isEqualTo(315);
        assertThat(digest(mixed.getBytes(StandardCharsets.UTF_8)).count(LogCounter.STATEMENTS))
                .isEqualTo(315);
        byte[] csv = KeyLogs.bytes("pg18.csv.gz");
        assertThat(digest(joined(line.getBytes(StandardCharsets.UTF_8), csv)).count(LogCounter.STATEMENTS))
                .isEqualTo(315);
    }

    @Test
    void garbageBeforeALogDecidesNothing() {
        byte[] garbage = new byte[5000];
        new Random(7).nextBytes(garbage);
        System.arraycopy("\n{\n[\n".getBytes(StandardCharsets.UTF_8), 0, garbage, 4990, 5);
        garbage[4999] = '\n';
        assertThat(digest(joined(garbage, KeyLogs.bytes("pg18.stderr.log"))).count(LogCounter.STATEMENTS))
                .isEqualTo(315);
    }

    private static String plain() {
        return new String(KeyLogs.bytes("pg18.stderr.log"), StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] all = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, all, one.length, other.length);
        return all;
    }

    private static LogDigest digest(byte[] log) {
        return new LogAnalysis(LogOptions.standard().withWorkers(1))
                .run(List.of(new StreamLogSource("test", new ByteArrayInputStream(log))))
                .digest();
    }
}
