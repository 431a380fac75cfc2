package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AdviseFilesTest {
    private final StringWriter out = new StringWriter();
    private int code;

    @Test
    void aPoolIsSizedFromItsSamplesAlone() throws URISyntaxException {
        JsonNode answer = json("advise", "pool", resource("/pool/f-read-latency/closed-s08-r1.samples.jsonl"));

        assertThat(code).isZero();
        assertThat(answer.path("current").intValue()).isEqualTo(8);
        assertThat(answer.path("verdict").stringValue()).isEqualTo("grow");
        assertThat(answer.path("capacitySize").intValue()).isBetween(18, 96);
        assertThat(answer.path("nextStep").intValue()).isEqualTo(16);
        assertThat(answer.path("growthForbidden").booleanValue()).isFalse();
    }

    @Test
    void aRedisCaptureIsJudgedWithCommandsAndTheWayBack() throws URISyntaxException {
        JsonNode answer = json("advise", "redis", resource("/redis/03-evict-allkeys-lru-low-hit"));

        assertThat(code).isZero();
        assertThat(answer.path("findings")
                        .valueStream()
                        .map(one -> one.path("id").stringValue()))
                .contains("RED-EVICT", "RED-HIT-LOW");
        JsonNode evictions = answer.path("findings").get(0);
        assertThat(evictions.path("commands").get(0).stringValue()).startsWith("CONFIG SET maxmemory ");
        assertThat(evictions.path("rollback").get(0).stringValue()).isEqualTo("CONFIG SET maxmemory 50331648");
    }

    @Test
    void failOnTellsAScript() throws URISyntaxException {
        run("advise", "redis", resource("/redis/03-evict-allkeys-lru-low-hit"), "--quiet", "--fail-on", "high");
        assertThat(code).isEqualTo(ExitCode.FINDING);

        run("advise", "redis", resource("/redis/02-healthy-cache"), "--quiet", "--fail-on", "low");
        assertThat(code).isEqualTo(ExitCode.DONE);
    }

    private JsonNode json(String... arguments) {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--json";
        all[arguments.length + 1] = "-";
        run(all);
        return JsonMapper.builder().build().readTree(out.toString());
    }

    private void run(String... arguments) {
        CommandLine commandLine = Nightjar.commandLine().setOut(new PrintWriter(out, true));
        code = commandLine.execute(arguments);
    }

    private static String resource(String name) throws URISyntaxException {
        return Path.of(AdviseFilesTest.class.getResource(name).toURI()).toString();
    }
}
