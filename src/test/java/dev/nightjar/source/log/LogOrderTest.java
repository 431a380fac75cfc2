package dev.nightjar.source.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogOrderTest {
    private static final String OLD = """
            2026-11-21 11:54:18.806 UTC [1] LOG:  statement: SELECT a FROM t
            """;
    private static final String NEW = """
            2026-11-21 11:55:18.806 UTC [1] LOG:  duration: 350.000 ms
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // Set by the extension before each test.
    Path directory;

    @Test
    void textAndDurationPairAcrossARotation() throws IOException {
        List<LogSource> sources = List.of(file("pg.log", NEW), file("pg.log.1", OLD));
        LogDigest digest = new LogAnalysis(LogOptions.standard()).run(sources).digest();
        assertThat(digest.count(LogCounter.STATEMENTS)).isEqualTo(1);
        assertThat(digest.durationMs()).isEqualTo(350.0);
    }

    @Test
    void aCopyUnderAnotherNameCountsOnceAndIsNamed() throws IOException {
        byte[] log = KeyLogs.bytes("pg18.stderr.log");
        Path packed = Files.write(directory.resolve("a.gz"), LogFollowerTest.gzip(log));
        Path plain = Files.write(directory.resolve("b"), log);
        LogAnalysis.Result result = new LogAnalysis(LogOptions.standard())
                .run(List.of(new FileLogSource(packed), new FileLogSource(plain)));
        assertThat(result.digest().count(LogCounter.STATEMENTS)).isEqualTo(315);
        assertThat(result.isComplete()).isTrue();
        assertThat(result.digest().remarks())
                .anyMatch(remark -> remark.startsWith(packed + " starts as " + plain + " does"));
    }

    @Test
    void ofACopyThatWasCutAndItsLogTheLogIsRead() throws IOException {
        byte[] log = KeyLogs.bytes("pg18.stderr.log");
        Path cut = Files.write(directory.resolve("a.log"), Arrays.copyOf(log, 50_000));
        Path whole = Files.write(directory.resolve("b.log"), log);
        LogAnalysis.Result result =
                new LogAnalysis(LogOptions.standard()).run(List.of(new FileLogSource(cut), new FileLogSource(whole)));
        assertThat(result.digest().count(LogCounter.STATEMENTS)).isEqualTo(315);
        assertThat(result.digest().remarks())
                .anyMatch(remark -> remark.startsWith(cut + " starts as " + whole + " does"));
    }

    @Test
    void theSameEventsInAnotherFormatAreRemarked() {
        LogAnalysis.Result result = new LogAnalysis(LogOptions.standard())
                .run(List.of(file("pg18.stderr.log"), file("pg18.csv.gz"), file("pg13.csv.gz")));
        assertThat(result.digest().remarks())
                .containsExactly(
                        "pg18.csv.gz begins with the same events as pg18.stderr.log, in another form; both are counted:"
                                + " leave one of them out");
    }

    private static LogSource file(String name) {
        return new LogSource() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public InputStream open(long offset) throws IOException {
                return KeyLogs.source(name).open(offset);
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"pg18.stderr.log", "pg18.csv.gz", "pg18.json.gz"})
    void aByteOrderMarkCostsNoEntry(String name) throws IOException {
        byte[] log = KeyLogs.bytes(name);
        byte[] marked = new byte[log.length + 3];
        System.arraycopy(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf}, 0, marked, 0, 3);
        System.arraycopy(log, 0, marked, 3, log.length);
        Path file = Files.write(directory.resolve("bom"), marked);
        LogDigest digest = new LogAnalysis(LogOptions.standard())
                .run(List.of(new FileLogSource(file)))
                .digest();
        assertThat(digest.count(LogCounter.ENTRIES))
                .isEqualTo(KeyLogs.digest(name).count(LogCounter.ENTRIES));
        assertThat(digest.count(LogCounter.SKIPPED_BYTES)).isZero();
    }

    @Test
    void anEmptyWindowNamesWhatTheLogSpans() throws IOException {
        LogDigest digest = new LogAnalysis(LogOptions.standard()
                        .within(Optional.of(Instant.parse("2027-01-01T00:00:00Z")), Optional.empty()))
                .run(List.of(file("pg.log", OLD + NEW)))
                .digest();
        assertThat(digest.remarks())
                .containsExactly("no entry in the window; the log spans 2026-11-21T11:54:18.806Z to"
                        + " 2026-11-21T11:55:18.806Z");
    }

    @Test
    void aWrongPrefixIsNamedWithTheOneThatWouldBeInferred() throws IOException {
        LogAnalysis.Result result = new LogAnalysis(LogOptions.standard().withPrefix("%t [%p] %u@%d#"))
                .run(List.of(file("pg.log", OLD + NEW)));
        assertThat(result.files().get(0).problem())
                .contains("no line that starts with the --prefix '%t [%p] %u@%d#'", "log_line_prefix '%m [%p] ");
    }

    @Test
    void aForbiddenLogIsNamedInWords() {
        LogSource forbidden = new LogSource() {
            @Override
            public String name() {
                return "pg.log";
            }

            @Override
            public InputStream open(long offset) throws IOException {
                throw new AccessDeniedException("pg.log");
            }
        };
        LogAnalysis.Result result = new LogAnalysis(LogOptions.standard()).run(Arrays.asList(forbidden));
        assertThat(result.files().get(0).problem()).contains("permission denied; run this as");
    }

    private LogSource file(String name, String text) throws IOException {
        return new FileLogSource(Files.write(directory.resolve(name), text.getBytes(StandardCharsets.UTF_8)));
    }
}
