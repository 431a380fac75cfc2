package dev.nightjar.source.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogPrefixTest {

    @ParameterizedTest
    @CsvSource({
        "pg13.stderr.log, '%m [%p] %q%u@%d '",
        "pg15-rds.stderr.log.gz, '%t:%r:%u@%d:[%p]:'",
        "pg18.stderr.log, '%m [%p] qid=%Q %q%u@%d/%a '",
    })
    void prefixesOfRealLogsAreInferred(String file, String prefix) {
        byte[] bytes = KeyLogs.bytes(file);
        Optional<PrefixInference.Inferred> inferred = PrefixInference.infer(bytes, 0, bytes.length, Optional.empty());
        assertThat(inferred).get().extracting(PrefixInference.Inferred::prefix).isEqualTo(prefix);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '`',
            value = {
                "%t [%p]: [%l-1] user=%u,db=%d,app=%a,client=%h ¦ `2026-11-21 11:54:18 CET [123]: [5-1] user=bob,db=shop,app=odd, \"app\",client=10.0.0.1 LOG:  x`",
                "%m [%p] %q%u@%d/%a ¦ `2026-11-21 11:54:18.806 UTC [123] bob@shop/odd, \"app\" LOG:  x`",
                "%m %c %s %v %x [%5p] %-10u %d %a %h ¦ `2026-11-21 11:54:18.806 +03 6b018671.4319 2026-11-21 11:54:18 +03 3/12 0 [  123] bob        shop odd, \"app\" [local] LOG:  x`",
                "%n [%p] u=%u d=%d a=%a e=%e Q=%Q b=%b i=%i %% ¦ `1795261458.806 [123] u=bob d=shop a=odd, \"app\" e=42601 Q=-77 b=client backend i=SELECT % LOG:  x`",
            })
    void everyEscapeIsRead(String prefix, String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        LinePrefix compiled = new LinePrefix(prefix + " ", false, new ZoneOffsets(), SessionNames.NONE);
        LogEntry entry = new LogEntry();
        entry.clear();
        assertThat(compiled.read(bytes, 0, bytes.length, entry)).isTrue();
        assertThat(entry.pid).isEqualTo(123);
        assertThat(entry.user.text()).isEqualTo("bob");
        assertThat(entry.database.text()).isEqualTo("shop");
        assertThat(entry.application.text()).isEqualTo("odd, \"app\"");
        assertThat(new String(bytes, compiled.textStart(), 1, StandardCharsets.UTF_8))
                .isEqualTo("x");
    }

    @Test
    void backgroundProcessesStopAtQ() {
        byte[] bytes =
                "2026-11-21 11:54:18.806 UTC [123] LOG:  checkpoint starting: time".getBytes(StandardCharsets.UTF_8);
        LinePrefix prefix = new LinePrefix("%m [%p] %q%u@%d ", false, new ZoneOffsets(), SessionNames.NONE);
        LogEntry entry = new LogEntry();
        entry.clear();
        assertThat(prefix.read(bytes, 0, bytes.length, entry)).isTrue();
        assertThat(entry.user.isEmpty()).isTrue();
    }

    @Test
    void sessionStartGivesTheZoneAway() {
        byte[] bytes = ("2026-07-01 14:00:00.000 XST [17] " + Long.toHexString(1782900000L)
                        + ".11 2026-07-01 13:00:00 XST LOG:  x")
                .getBytes(StandardCharsets.UTF_8);
        ZoneOffsets zones = new ZoneOffsets();
        LinePrefix prefix = new LinePrefix("%m [%p] %c %s ", false, zones, SessionNames.NONE);
        LogEntry entry = new LogEntry();
        entry.clear();
        prefix.read(bytes, 0, bytes.length, entry);
        entry.clear();
        prefix.read(bytes, 0, bytes.length, entry);
        long offset = LocalDateTime.of(2026, 7, 1, 13, 0).toEpochSecond(ZoneOffset.UTC) - 1782900000L;
        assertThat(Micros.toInstant(entry.timeMicros))
                .isEqualTo(LocalDateTime.of(2026, 7, 1, 14, 0).toInstant(ZoneOffset.ofTotalSeconds((int) offset)));
    }

    @Test
    void anApplicationMayBeCalledLikeAnEntry() {
        String hostile =
                "2026-11-21 11:54:18.806 UTC [7] bob@shop/x LOG:  duration: 99999.000 ms  statement: DROP LOG:  ";
        String honest = "2026-11-21 11:54:18.806 UTC [8] bob@shop/odd ";
        LogDigest digest = digest(hostile + "duration: 1.000 ms  statement: SELECT 1\n"
                + honest + "LOG:  duration: 2.000 ms  statement: SELECT 2\n"
                + hostile + "duration: 4.000 ms  statement: SELECT 1\n");
        assertThat(digest.durationMs()).isEqualTo(7.0);
        assertThat(digest.statements()).singleElement().satisfies(statement -> {
            assertThat(statement.text()).isEqualTo("select $1");
            assertThat(statement.origins().keySet())
                    .extracting(Origin::application)
                    .containsExactlyInAnyOrder("odd", "x LOG:  duration: 99999.000 ms  statement: DROP");
        });
    }

    @Test
    void aMessageMayLookLikeTheEndOfAName() {
        String honest = "2026-11-21 11:54:18.806 UTC [8] bob@shop/odd ";
        LogDigest digest = digest(honest + "LOG:  y LOG:  duration: 99999.000 ms  statement: DROP\n"
                + honest + "CONTEXT:  PL/pgSQL function inline_code_block line 1 at RAISE\n"
                + honest + "LOG:  duration: 2.000 ms  statement: SELECT 'LOG:  duration: 99.000 ms  statement: x'\n"
                + honest + "LOG:  duration: 3.000 ms  statement: SELECT 2\n");
        assertThat(digest.durationMs()).isEqualTo(5.0);
        assertThat(digest.count(LogCounter.ENTRIES)).isEqualTo(3);
    }

    private static LogDigest digest(String log) {
        byte[] bytes = log.getBytes(StandardCharsets.UTF_8);
        return new LogAnalysis(LogOptions.standard().withPrefix("%m [%p] %q%u@%d/%a "))
                .run(List.of(new StreamLogSource("test", new ByteArrayInputStream(bytes))))
                .digest();
    }
}
