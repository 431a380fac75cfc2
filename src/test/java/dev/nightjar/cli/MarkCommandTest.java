package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Deploy;
import dev.nightjar.model.Window;
import dev.nightjar.store.Dated;
import dev.nightjar.store.Store;
import dev.nightjar.store.StoreSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MarkCommandTest {
    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");

    private final StringWriter err = new StringWriter();
    private final Path folder;

    MarkCommandTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void aTarget() throws IOException {
        Files.writeString(folder.resolve("shop.yaml"), "target: shop\nredis: {url: \"redis://127.0.0.1:1\"}\n");
    }

    @Test
    void everyReleaseIsRememberedAlsoOneOfTheSameName() {
        assertThat(mark("billing 4.2", "--at", AT.toString(), "--role", "billing"))
                .isZero();
        assertThat(mark("billing 4.2", "--at", AT.plusSeconds(60).toString(), "--role", "billing"))
                .isZero();

        try (Store store = Store.open(StoreSettings.file(folder.resolve("store")))) {
            assertThat(store.facts()
                            .history("shop", Deploy.class, new Window(AT.minusSeconds(1), AT.plus(Duration.ofDays(1)))))
                    .extracting(Dated::fact)
                    .containsExactly(
                            new Deploy(AT, "billing 4.2", "billing"),
                            new Deploy(AT.plusSeconds(60), "billing 4.2", "billing"));
        }
    }

    @Test
    void twoReleasesOfOneCommitAreTwoAndARepeatedCallIsOne() {
        assertThat(mark("billing 4.2", "--at", AT.toString())).isZero();
        assertThat(mark("web 9", "--at", AT.toString())).isZero();
        assertThat(mark("billing 4.2", "--at", AT.toString())).isZero();

        try (Store store = Store.open(StoreSettings.file(folder.resolve("store")))) {
            assertThat(store.facts().history("shop", Deploy.class, new Window(AT, AT.plusSeconds(1))))
                    .extracting(saved -> saved.fact().label())
                    .containsExactly("billing 4.2", "web 9");
        }
    }

    @Test
    void whatIsNoLabelOrNoTargetIsWrongUsage() {
        assertThat(mark("  ")).isEqualTo(ExitCode.USAGE);
        assertThat(mark("two\nlines")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("a label is one line");
        assertThat(run("mark", "x", "--target", "nobody", "--config", folder.toString()))
                .isEqualTo(ExitCode.USAGE);
    }

    private int mark(String label, String... more) {
        String[] first = {
            "mark",
            label,
            "--target",
            "shop",
            "--config",
            folder.toString(),
            "--store",
            "jdbc:h2:file:" + folder.resolve("store"),
            "--quiet"
        };
        String[] all = java.util.Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return run(all);
    }

    private int run(String... arguments) {
        CommandLine line = Nightjar.commandLine();
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
