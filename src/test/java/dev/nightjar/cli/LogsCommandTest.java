package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LogsCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    @SuppressWarnings("NullAway.Init") // Set by the extension before each test.
    Path directory;

    @Test
    void theTerminalReportHasHumanUnitsAndNoColourInAPipe() throws URISyntaxException {
        assertThat(run("logs", resource("/logs/pg18.stderr.log"), "--top", "5")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString())
                .doesNotContain("\u001b")
                .contains("315 statements in 847 ms")
                .contains("1 temporary file", "148 kB")
                .contains("Statements by total time", "Statements by mean time", "Statements by calls")
                .contains("Loops of queries (N+1)", "after  select id, name from customer where tier = $1")
                .contains("Deadlocks", "Waits for locks", "Autovacuum", "Checkpoints", "Server")
                .contains("carry their values as parameters");
        assertThat(err.toString()).contains("log_line_prefix '%m [%p] qid=%Q %q%u@%d/%a '");
    }

    @Test
    void colourComesWhenAskedFor() throws URISyntaxException {
        run("logs", resource("/logs/pg18.csv.gz"), "--color", "always");
        assertThat(out.toString()).contains("\u001b[1m");
    }

    @Test
    void jsonHasWhatTheKeySays() throws URISyntaxException {
        run("logs", resource("/logs/pg18.json.gz"), "--json", "-", "--top", "1000");
        JsonNode answer = JsonMapper.shared().readTree(out.toString());
        assertThat(answer.at("/totals/statements").asLong()).isEqualTo(315);
        assertThat(answer.at("/totals/durationMs").asDouble()).isEqualTo(847.237);
        assertThat(answer.at("/errorsBySqlState/40P01").asLong()).isEqualTo(1);
        assertThat(answer.at("/nPlusOne/0/occurrences").asLong()).isEqualTo(6);
        long calls = answer.path("statements")
                .valueStream()
                .mapToLong(statement -> statement.path("calls").asLong())
                .sum();
        assertThat(calls).isEqualTo(315);
        assertThat(answer.path("events")
                        .valueStream()
                        .filter(event -> event.path("type").asString().equals("plan"))
                        .map(plan -> plan.at("/tree/type").asString()))
                .isNotEmpty()
                .containsOnly("Limit");
        assertThat(answer.path("statements").get(0).has("rows")).isTrue();
        assertThat(answer.path("statements").get(0).path("rows").isNull()).isTrue();
    }

    @Test
    void theHourGivenIsTheHourCounted() throws URISyntaxException {
        run(
                "logs",
                resource("/logs/pg18.json.gz"),
                "--json",
                "-",
                "--from",
                "2026-11-21T11:54:28Z",
                "--to",
                "2026-11-21T11:54:29Z");
        JsonNode answer = JsonMapper.shared().readTree(out.toString());
        assertThat(answer.at("/window/from").asString()).startsWith("2026-11-21T11:54:28");
        assertThat(answer.at("/window/to").asString()).startsWith("2026-11-21T11:54:28");
        assertThat(answer.at("/totals/statements").asLong()).isBetween(1L, 314L);
    }

    @Test
    void thePageIsWholeAndHoldsNoMarkupOfTheLog() throws IOException {
        Path log = directory.resolve("pg.log");
        Files.writeString(log, """
                2026-11-21 11:54:18.806 UTC [1] LOG:  duration: 2500.000 ms  statement: SELECT "<script>alert(1)</script>" FROM t
                2026-11-21 12:54:18.806 UTC [1] ERROR:  relation "<img src=x>\u202e" does not exist
                2026-11-21 12:54:18.807 UTC [1] STATEMENT:  SELECT 1 FROM "<img src=x>"
                2026-11-21 13:54:18.807 UTC [1] LOG:  duration: 0.500 ms  statement: SELECT 2
                """);
        Path page = directory.resolve("report.html");
        assertThat(run("logs", log.toString(), "--html", page.toString(), "--quiet"))
                .isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).isEmpty();
        assertThat(Files.readString(page))
                .startsWith("<!doctype html>")
                .contains("&lt;script&gt;alert", "‹U+202E›", "<svg", "2.50 s")
                .doesNotContain("<script>alert", "<img", "http://", "https://");
    }

    @Test
    void whatCannotBeReadMakesTheAnswerPartial() throws IOException, URISyntaxException {
        Path garbage = directory.resolve("garbage.log");
        Files.write(garbage, new byte[100_000]);
        assertThat(run("logs", resource("/logs/pg13.csv.gz"), garbage.toString()))
                .isEqualTo(ExitCode.PARTIAL);
        assertThat(err.toString()).contains("garbage.log");
        assertThat(run(
                        "logs",
                        resource("/logs/pg13.csv.gz"),
                        directory.resolve("missing.log").toString()))
                .isEqualTo(ExitCode.PARTIAL);
        assertThat(err.toString()).contains("missing.log: there is no such file");
        assertThat(run("logs", directory.resolve("missing.log").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(run("logs", garbage.toString(), "--format", "nonsense")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void whatCannotWorkIsSaidBeforeAnythingIsRead() throws URISyntaxException {
        String log = resource("/logs/pg13.csv.gz");
        String nowhere = directory.resolve("missing/report").toString();
        for (String[] options : new String[][] {
            {"--html", nowhere},
            {"--json", nowhere},
            {"--html", directory.toString()},
            {"--top", "-1"},
            {"--threads", "-1"}
        }) {
            err.getBuffer().setLength(0);
            assertThat(run("logs", log, options[0], options[1])).isEqualTo(ExitCode.USAGE);
            assertThat(err.toString().lines()).singleElement().asString().startsWith(options[0] + " " + options[1]);
        }
    }

    @Test
    void rowsOfAPlanAreRowsOfItsStatement() throws IOException {
        Path log = written("""
                2026-11-21 11:54:18.806 UTC [1] LOG:  duration: 5.000 ms  statement: select a from t
                2026-11-21 11:54:18.806 UTC [1] LOG:  duration: 5.000 ms  plan:
                \tQuery Text: select a from t
                \tSeq Scan on t  (cost=0.00..1.00 rows=1 width=4) (actual time=0.1..0.2 rows=7 loops=1)
                2026-11-21 11:54:19.806 UTC [1] LOG:  duration: 1.000 ms  statement: select b from t
                """);
        run("logs", log.toString(), "--json", "-");
        JsonNode statements = JsonMapper.shared().readTree(out.toString()).path("statements");
        assertThat(statements.get(0).path("rows").asDouble()).isEqualTo(7);
        assertThat(statements.get(1).path("rows").isNull()).isTrue();
    }

    @Test
    void callsAreCountedByOrigin() throws IOException {
        Path log = written("""
                2026-11-21 11:54:18.806 UTC [1] app@shop/web LOG:  duration: 5.000 ms  statement: select a from t
                2026-11-21 11:54:19.806 UTC [1] app@shop/web LOG:  duration: 1.000 ms  statement: select b from t
                2026-11-21 11:54:20.806 UTC [2] eve@shop/web LOG:  duration: 1.000 ms  statement: select b from t
                """);
        Path page = directory.resolve("report.html");
        Path json = directory.resolve("report.json");
        run(
                "logs",
                log.toString(),
                "--prefix",
                "%m [%p] %u@%d/%a ",
                "--html",
                page.toString(),
                "--json",
                json.toString());
        assertThat(out.toString())
                .containsPattern("Statements by origin[^\\n]*\\n.*\\n.* 2  66.7 %  +shop +app +web\\n");
        assertThat(Files.readString(page)).contains("<h2>Statements by origin</h2>", "<td class=\"\">eve</td>");
        JsonNode origins = JsonMapper.shared().readTree(Files.readString(json)).path("origins");
        assertThat(origins).hasSize(2);
        assertThat(origins.get(0))
                .isEqualTo(JsonMapper.shared()
                        .readTree("{\"database\":\"shop\",\"user\":\"app\",\"application\":\"web\",\"calls\":2}"));
    }

    @Test
    void oneIsSaidInTheSingular() throws IOException {
        Path log = written("""
                2026-11-21 11:54:18.806 UTC [1] LOG:  statement: select a from t
                2026-11-21 11:54:19.806 UTC [1] FATAL:  terminating connection due to administrator command
                2026-11-21 11:54:20.806 UTC [2] LOG:  process 2 still waiting for ShareLock on transaction 7 after 1000.1 ms
                2026-11-21 11:54:21.806 UTC [2] LOG:  temporary file: path "base/pgsql_tmp/pgsql_tmp2.0", size 1024
                """);
        run("logs", log.toString());
        assertThat(out.toString())
                .contains("1 statement without a duration", "1 fatal error ", "1 wait for a lock", "1 temporary file,");
    }

    @Test
    void aPatternThatNothingMatchesIsCalledOne() {
        String pattern = directory.resolve("*.log").toString();
        assertThat(run("logs", pattern)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains(pattern + ": nothing matches this pattern");
    }

    @Test
    void aFileOfWhichMostFitsNothingIsNamed() throws IOException {
        Path log = written("2026-11-21 11:54:18.806 UTC [1] LOG:  duration: 5.000 ms  statement: select a from t\n"
                + "something else that is as long as the line before it is, or even longer than that\n".repeat(3));
        run("logs", log.toString(), "--prefix", "%m [%p] ");
        assertThat(err.toString()).contains(log + " was read as stderr", "more than half of it belongs to no entry");
    }

    private Path written(String log) throws IOException {
        return Files.writeString(directory.resolve("pg.log"), log);
    }

    @Test
    void figuresHaveTheUnitThatFits() {
        assertThat(HumanUnits.millis(0.0123)).isEqualTo("0.012 ms");
        assertThat(HumanUnits.millis(12.345)).isEqualTo("12.3 ms");
        assertThat(HumanUnits.millis(999.6)).isEqualTo("1.00 s");
        assertThat(HumanUnits.millis(59_960)).isEqualTo("1 min");
        assertThat(HumanUnits.millis(3_725_000)).isEqualTo("1 h 2 min");
        assertThat(HumanUnits.millis(100.0 * 3_600_000)).isEqualTo("4 d 4 h");
        assertThat(HumanUnits.millis(Double.NaN)).isEqualTo("–");
        assertThat(HumanUnits.bytes(152_050L)).isEqualTo("148 kB");
        assertThat(HumanUnits.bytes(3L << 30)).isEqualTo("3.00 GB");
        assertThat(HumanUnits.share(1, 100_000)).isEqualTo("< 0.1 %");
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        CommandLine commandLine = Nightjar.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        return commandLine.execute(arguments);
    }

    private static String resource(String name) throws URISyntaxException {
        var resource = LogsCommandTest.class.getResource(name);
        if (resource == null) {
            throw new IllegalArgumentException("no resource " + name);
        }
        return Path.of(resource.toURI()).toString();
    }
}
