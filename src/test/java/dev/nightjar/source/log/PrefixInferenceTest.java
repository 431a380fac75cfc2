package dev.nightjar.source.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The logs of real servers under other prefixes: whatever it is, a plain log counts what the csvlog counts. */
class PrefixInferenceTest {
    private static final List<String> PREFIXES = List.of(
            "%m [%p] ",
            "%t ",
            "%m ",
            "%n ",
            "%t [%p] ",
            "[%p] ",
            "%p ",
            "%m [%p] %q%u@%d ",
            "%m [%p] %q%u@%d/%a ",
            "%m [%p] %q[%u@%d] ",
            "%m [%p] [%l] [%e] %q[user=%u,db=%d,app=%a,client=%h] ",
            "%m [%p] %q[user=%u,db=%d,app=%a] ",
            "%t [%p]: [%l-1] user=%u,db=%d,app=%a,client=%h ",
            "%t [%p]: user=%u,db=%d,app=%a,client=%h ",
            "%t [%p]: [%l-1] db=%d,user=%u,app=%a,client=%h ",
            "%m [%p]: [%l-1] db=%d,user=%u ",
            "%t:%r:%u@%d:[%p]:",
            "%m:%r:%u@%d:[%p]:%l:%e:%s:%v:%x:%c:%q%a:",
            "%t-%c-",
            "%m-%c-",
            "%m|%u|%d|%c|",
            "%m|%u|%d|%a|%r|%p|%e|",
            "%n|%p|%c|%v|%e|%Q|%a|%u|%d|",
            "%m %p %u %d ",
            "%m %u@%d %p %r ",
            "< %m %a %u %d >",
            "< %m >",
            "<%t %p %h %u %d>",
            "%u@%d %t ",
            "%d %u %r %m [%p] ",
            "%h %u %d %p ",
            "pid=%p,user=%u,db=%d ",
            "time=%m pid=%p user=%u db=%d app=%a host=%h sqlstate=%e ",
            "time=\"%m\" pid=\"%p\" user=\"%u\" db=\"%d\" app=\"%a\" ",
            "[%m] [%p] [%u@%d] [%a] ",
            "[%m][%p][%u][%d] ",
            "%m [%p] %b %q%u@%d ",
            "%m [%p-%l] %q%u@%d ",
            "%m [%c:%l] %q%u@%d ",
            "%m [%p:%l] user=%u db=%d host=%h app=%a %e ",
            "%m %q%u@%d %a %h [%p] ",
            "%m [%5p] %-12u %-10d ",
            "%m %8p %u@%d ",
            "%m [%8p] %q%u@%d ",
            "%m %-8p %u@%d ",
            "%m [%p] %6l %-12u %-14d ",
            "%m %8p %-6l %q[%u@%d] ",
            "%-14u %p %m ",
            "%m %p %-14u|%-14d|",
            "%6l %m [%p] %12u@%d ",
            "%t %-7p %14u %14d %e ",
            "%-30m [%p] %q%u@%d ",
            "%25t %p %u@%d ",
            "[%32m] %-6p %u|%d|",
            "%m %l %u@%d ",
            "%m %5l %q%u@%d ",
            "%t [%-6l] %u@%d ",
            "%t [%v] [%x] %p ",
            "%m [%p] qid=%Q %q%u@%d ",
            "%m [%p]: [%l-1] [trx_id=%x] user=%u,db=%d,app=%a ",
            "%t %p %c-%l %x %d %u %a %h ",
            "%m - %p - %h - %u@%d - %a - ",
            "%i|%m|%p|%u@%d ",
            "%c %i %m ",
            "%e %m [%p] %u ",
            "%m %e [%p] ",
            "postgres: %m [%p] ",
            "%m %% [%p] ",
            "%s %m %p ",
            " sql_error_code = %e time_ms = \"%m\" pid=\"%p\" proc_start_time=\"%s\" session_id=\"%c\" vtid=\"%v\" tid=\"%x\" log_line=\"%l\" %qdatabase=\"%d\" connection_source=\"%r\" user=\"%u\" application_name=\"%a\" ",
            "");

    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
    private static final Map<String, byte[]> CSV = new HashMap<>();

    static Stream<Arguments> rendered() {
        return PREFIXES.stream()
                .flatMap(prefix -> Stream.of("pg13", "pg18").map(server -> Arguments.of(prefix, server)));
    }

    @ParameterizedTest
    @MethodSource("rendered")
    void aPlainLogCountsWhatTheCsvlogCounts(String prefix, String server) {
        countsLikeCsv(prefix, server, LogOptions.standard());
    }

    @ParameterizedTest
    @FieldSource("PREFIXES")
    void aPlainLogWithItsPrefixGivenCountsWhatTheCsvlogCounts(String prefix) {
        countsLikeCsv(prefix, "pg18", LogOptions.standard().withPrefix(prefix));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "%m [%p] ",
                "%m [%p] %q%u@%d/%a ",
                "user=%u,db=%d,app=%a,client=%h ",
                "user=%u,db=%d ",
                "%q%u@%d ",
                "[%l] %e %u %d %r ",
                "%m|%u|%d|%c|",
                "%-30m %u@%d "
            })
    void syslogCountsWhatTheCsvlogCounts(String prefix) {
        counts(
                prefix,
                "pg18",
                RenderedPlainLog.syslog(csv("pg18"), prefix),
                LogOptions.standard().notAfter(NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "user=%u,db=%d "})
    void syslogGivesTheTimeThatThePrefixDoesNot(String prefix) {
        byte[] log = RenderedPlainLog.syslog(csv("pg18"), prefix);
        LogDigest digest = new LogAnalysis(LogOptions.standard().notAfter(NOW))
                .run(List.of(new StreamLogSource("syslog", new ByteArrayInputStream(log))))
                .digest();
        assertThat(digest.firstEntry()).contains(Instant.parse("2026-11-21T11:54:25Z"));
        assertThat(digest.remarks()).containsExactly("syslog has times without year and zone; they were taken for UTC");
        LogDigest later = new LogAnalysis(LogOptions.standard().notAfter(Instant.parse("2027-03-01T00:00:00Z")))
                .run(List.of(new StreamLogSource("syslog", new ByteArrayInputStream(log))))
                .digest();
        assertThat(later.firstEntry()).contains(Instant.parse("2026-11-21T11:54:25Z"));
    }

    @Test
    void aProcessNumberThatIsShorterThanAllOfTheSampleIsRead() {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 1500; i++) {
            String process = i < 1200 ? "10234" : "   77";
            log.append("2026-11-21 11:00:00.000 UTC " + process
                    + " app@shop LOG:  duration: 1.000 ms  statement: select " + i + "\n");
        }
        LogDigest digest = new LogAnalysis(LogOptions.standard())
                .run(List.of(new StreamLogSource(
                        "plain", new ByteArrayInputStream(log.toString().getBytes(StandardCharsets.UTF_8)))))
                .digest();
        assertThat(digest.count(LogCounter.STATEMENTS)).isEqualTo(1500);
        assertThat(users(digest)).containsExactly(Map.entry("app@shop", 1500L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%m %s %s@%s ", "%m [%5s] %s@%s ", "%m [%-5s] %s@%s "})
    void aNumberThatGrowsWithinASessionAndRestartsIsNoProcess(String form) {
        StringBuilder log = new StringBuilder();
        int[] numbers = new int[7];
        for (int i = 0; i < 1000; i++) {
            int session = i * i % 7;
            numbers[session] = numbers[session] == 40 ? 1 : numbers[session] + 1;
            log.append(String.format(
                    form.replace("%m", "2026-11-21 11:00:00.000 UTC"), numbers[session], "app" + session, "shop"));
            log.append("LOG:  duration: 1.000 ms  statement: select 1\n");
        }
        byte[] bytes = log.toString().getBytes(StandardCharsets.UTF_8);
        assertThat(PrefixInference.infer(bytes, 0, bytes.length, Optional.empty()))
                .hasValueSatisfying(inferred -> assertThat(inferred.prefix())
                        .containsPattern("%-?\\d*l")
                        .doesNotContainPattern("%-?\\d*p"));
    }

    @Test
    void numbersOfProcessesThatFollowOnEachOtherAreNoLineNumbers() {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            int process = i % 50 == 0 ? 1 : 1000 + i / 30 + i % 3;
            log.append("2026-11-21 11:00:00.000 UTC " + process
                    + " app@shop LOG:  duration: 1.000 ms  statement: select 1\n");
        }
        byte[] bytes = log.toString().getBytes(StandardCharsets.UTF_8);
        assertThat(PrefixInference.infer(bytes, 0, bytes.length, Optional.empty()))
                .hasValueSatisfying(inferred -> assertThat(inferred.prefix()).isEqualTo("%m %p %q%u@%d "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%m [%p] %q%u@%d ", "%m %p|%u|%d|", "%t [%p] user=%u,db=%d,app=%a "})
    void aDatabaseMayBeCalledAsASeverityIsWritten(String prefix) {
        for (boolean connects : new boolean[] {true, false}) {
            StringBuilder log = new StringBuilder();
            for (int i = 0; i < 300; i++) {
                String head = prefix.replace("%m", "2026-11-21 11:00:00.000 UTC")
                        .replace("%t", "2026-11-21 11:00:00 UTC")
                        .replace("%p", Integer.toString(17000 + i % 5))
                        .replace("%q", "")
                        .replace("%u", "app")
                        .replace("%a", "psql")
                        .replace("%d", "LOG:  d");
                log.append(head)
                        .append(
                                connects && i < 5
                                        ? "LOG:  connection authorized: user=app database=LOG:  d application_name=psql\n"
                                        : "LOG:  duration: 1.000 ms  statement: select 1\n");
            }
            LogAnalysis.Result result = new LogAnalysis(LogOptions.standard().withWorkers(1))
                    .run(List.of(new StreamLogSource(
                            "plain", new ByteArrayInputStream(log.toString().getBytes(StandardCharsets.UTF_8)))));
            String read = result.files().get(0).format();
            long statements = connects ? 295 : 300;
            assertThat(result.digest().count(LogCounter.STATEMENTS)).as(read).isEqualTo(statements);
            // Where all names are one and nobody was let in, nothing tells which is which.
            if (connects) {
                assertThat(users(result.digest())).as(read).containsExactly(Map.entry("app@LOG:  d", statements));
            }
        }
    }

    @Test
    void linesOfJsonHaveNoPrefix() {
        byte[] lines = """
                {"timestamp":1732186801,"message":"2026-11-21 11:00:00.000 UTC [77] LOG:  duration: 1.000 ms  statement: select 1"}
                {"timestamp":1732186802,"message":"2026-11-21 11:00:01.000 UTC [78] LOG:  duration: 1.000 ms  statement: select 2"}
                """.getBytes(StandardCharsets.UTF_8);
        assertThat(PrefixInference.infer(lines, 0, lines.length, Optional.empty()))
                .isEmpty();
    }

    private static void countsLikeCsv(String prefix, String server, LogOptions options) {
        counts(prefix, server, RenderedPlainLog.of(csv(server), prefix), options);
    }

    private static byte[] csv(String server) {
        return CSV.computeIfAbsent(server, name -> KeyLogs.bytes(name + ".csv.gz"));
    }

    private static void counts(String prefix, String server, byte[] log, LogOptions options) {
        LogDigest expected = KeyLogs.digest(server + ".csv.gz");
        LogAnalysis.Result result =
                new LogAnalysis(options).run(List.of(new StreamLogSource("plain", new ByteArrayInputStream(log))));
        LogDigest digest = result.digest();
        String read = result.files().get(0).format();
        assertThat(result.isComplete()).as(result.files().toString()).isTrue();
        for (LogCounter counter : LogCounter.values()) {
            if (counter != LogCounter.BYTES) {
                assertThat(digest.count(counter)).as(counter + ", " + read).isEqualTo(expected.count(counter));
            }
        }
        assertThat(KeyLogs.byKeyText(digest)).as(read).isEqualTo(KeyLogs.byKeyText(expected));
        if (prefix.contains("%u") && prefix.contains("%d")) {
            assertThat(users(digest)).as(read).isEqualTo(users(expected));
        }
        if (prefix.contains("%e")) {
            assertThat(digest.errorsBySqlState()).as(read).isEqualTo(expected.errorsBySqlState());
        }
    }

    private static Map<String, Long> users(LogDigest digest) {
        Map<String, Long> calls = new TreeMap<>();
        digest.statements()
                .forEach(statement -> statement
                        .origins()
                        .forEach((origin, count) ->
                                calls.merge(origin.user() + "@" + origin.database(), count, Long::sum)));
        return calls;
    }
}
