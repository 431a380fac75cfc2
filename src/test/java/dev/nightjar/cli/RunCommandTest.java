package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command as a script meets it: codes and JSON. */
class RunCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Path folder;

    RunCommandTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void aTargetThatDoesNotAnswer() throws IOException {
        Files.writeString(folder.resolve("shop.yaml"), """
                target: shop
                postgres: {url: "jdbc:postgresql://127.0.0.1:1/shop", user: nightjar}
                delivery: {directory: "%s"}
                """.formatted(folder.resolve("reports")));
    }

    @Test
    void aNightThatCouldNotReadItsServerIsPartialAndSaysSo() {
        Path json = folder.resolve("run.json");

        assertThat(nightly("--json", json.toString())).isEqualTo(ExitCode.PARTIAL);

        JsonNode run = JsonMapper.shared().readTree(json.toFile()).at("/runs/0");
        assertThat(run.path("status").asString()).isEqualTo("completed");
        assertThat(run.at("/missing/0/remedy").asString()).isNotEmpty();
        assertThat(run.at("/window/to").asString()).isEqualTo("2026-03-02T00:00:00Z");
        assertThat(Path.of(run.at("/files/0").asString())).isNotEmptyFile();
        assertThat(err.toString()).contains("remedy:");

        assertThat(nightly("--json", "-", "--quiet"))
                .as("complete, and still partial")
                .isEqualTo(ExitCode.PARTIAL);
        assertThat(JsonMapper.shared()
                        .readTree(out.toString())
                        .at("/runs/0/status")
                        .asString())
                .isEqualTo("already_complete");
    }

    @Test
    void wrongUsageIsNoFailure() {
        assertThat(run("run", "nightly", "--from", "2026-03-01T00:00:00Z")).isEqualTo(ExitCode.USAGE);
        assertThat(run("run", "nightly", "--target", "nobody", "--config", folder.toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(nightly("--json", folder.resolve("no/such/folder.json").toString()))
                .as("where the result can't be written")
                .isEqualTo(ExitCode.USAGE);
    }

    private int nightly(String... more) {
        String[] first = {
            "run",
            "nightly",
            "--target",
            "shop",
            "--from",
            "2026-03-01T00:00:00Z",
            "--to",
            "2026-03-02T00:00:00Z",
            "--config",
            folder.toString(),
            "--store",
            "jdbc:h2:file:" + folder.resolve("store")
        };
        String[] all = java.util.Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return run(all);
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Nightjar.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
