package dev.nightjar.source.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a log is said to be, and what is said of one that is none. */
class RecognitionTest {
    private static final String LINE =
            "2026-11-21 11:54:18.806 UTC [77] app@shop LOG:  duration: 1.000 ms  statement: select 1\n";

    @TempDir
    @SuppressWarnings("NullAway.Init") // Set by the extension before each test.
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {64, 700, 1 << 20})
    void whatALogIsDoesNotDependOnHowItIsCut(int segmentBytes) {
        String script = "initdb: creating configuration files ... ok\n".repeat(400);
        LogAnalysis.Result result = analyse(script + LINE.repeat(400), segmentBytes);
        assertThat(result.files().get(0).format()).startsWith("stderr, log_line_prefix '%m [%p] %q%u@%d '");
        assertThat(result.digest().count(LogCounter.STATEMENTS)).isEqualTo(400);
        assertThat(result.digest().count(LogCounter.SKIPPED_LINES)).isEqualTo(400);
    }

    @Test
    void aLogThatIsNoneSaysHowFarItWasLookedAtAndWhatToDo() {
        String junk = "nothing that a server writes\n";
        assertThat(problem(junk.repeat(200_000)))
                .startsWith("is no PostgreSQL log that could be recognised in its first 4 MB; name its log_line_prefix"
                        + " with --prefix if it is a plain log, or its --format: ");
        assertThat(problem(junk)).contains("in any of its 29 bytes;");
        assertThat(problem(junk.repeat(100)))
                .contains("in any of its 2 kB;")
                .contains(
                        Arrays.stream(LogFormat.values()).map(LogFormat::label).toList());
    }

    @Test
    void aFollowerNamesTheJobFileInstead() throws IOException {
        Path file = Files.writeString(directory.resolve("junk"), "nothing that a server writes\n");
        try (LogFollower follower = new LogFollower(
                LogOptions.standard(), List.of(new FileLogSource(file)), List.of(), InstantSource.system())) {
            assertThat(follower.next()).isEmpty();
            assertThat(follower.outcomes())
                    .singleElement()
                    .satisfies(outcome -> assertThat(outcome.problem())
                            .contains("in any of its 29 bytes; set logs.prefix in the job file")
                            .doesNotContain("--"));
        }
    }

    @Test
    void aFollowerLooksAsFarAsAnAnalysisDoes() throws IOException {
        Path file = Files.writeString(
                directory.resolve("log"), "a script's output, line by line\n".repeat(20_000) + LINE.repeat(101));
        try (LogFollower follower = new LogFollower(
                LogOptions.standard().withWorkers(1),
                List.of(new FileLogSource(file)),
                List.of(),
                InstantSource.system())) {
            assertThat(follower.next())
                    .isPresent()
                    .get()
                    .satisfies(segment -> assertThat(segment.digest().count(LogCounter.STATEMENTS))
                            .isEqualTo(100));
        }
    }

    private static String problem(String log) {
        return analyse(log, 1 << 20).files().get(0).problem();
    }

    private static LogAnalysis.Result analyse(String log, int segmentBytes) {
        return new LogAnalysis(LogOptions.standard().withWorkers(1).withSegmentBytes(segmentBytes))
                .run(List.of(
                        new StreamLogSource("log", new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)))));
    }
}
