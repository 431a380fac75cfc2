package dev.nightjar.source.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.nightjar.source.log.bytes.ByteSearch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading on from stored positions, over everything that happens to a log between two runs. */
class LogFollowerTest {
    private static final int SMALL = 20_000;

    @TempDir
    @SuppressWarnings("NullAway.Init") // Set by the extension before each test.
    Path directory;

    /** What a store would hold. */
    private final Map<String, LogPosition> positions = new TreeMap<>();

    private LogDigest stored = new LogDigest();

    private InstantSource clock = InstantSource.system();

    @ParameterizedTest
    @ValueSource(strings = {"pg18.stderr.log", "pg13.csv.gz", "pg18.json.gz", "pg18.syslog.gz"})
    void aLogThatGrowsAtAnyByteIsReadOnce(String name) throws IOException {
        byte[] bytes = KeyLogs.bytes(name);
        Path file = directory.resolve("pg.log");
        for (int end = 7777; end < bytes.length; end += 17_777) {
            Files.write(file, Arrays.copyOf(bytes, end));
            read(Integer.MAX_VALUE);
        }
        Files.write(file, bytes);
        read(Integer.MAX_VALUE);
        // Only now is it sure that nothing follows the last line.
        Files.delete(file);
        Files.write(directory.resolve("pg.log.1.gz"), gzip(bytes));
        read(Integer.MAX_VALUE);
        assertWhole(name);
    }

    @Test
    void aRunThatDiesAfterAnySegmentGoesOnThere() throws IOException {
        afterAnHour();
        Files.write(directory.resolve("pg.log"), KeyLogs.bytes("pg18.stderr.log"));
        int runs = 0;
        while (read(1) > 0) {
            runs++;
        }
        assertThat(runs).isGreaterThan(4);
        assertWhole("pg18.stderr.log");
    }

    @Test
    void rotationByRenameAndPackingLosesAndDoublesNothing() throws IOException {
        byte[] bytes = KeyLogs.bytes("pg18.csv.gz");
        int half = recordEnd(bytes, bytes.length / 2);
        Path file = directory.resolve("pg.csv");
        Files.write(file, Arrays.copyOf(bytes, half / 2));
        read(Integer.MAX_VALUE);
        // It grew, was packed under another name, and a new one was begun.
        Path packed = directory.resolve("pg.csv.1.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(bytes, 0, half);
        }
        Files.write(file, Arrays.copyOfRange(bytes, half, bytes.length));
        read(Integer.MAX_VALUE);
        assertThat(read(Integer.MAX_VALUE)).isZero();
        assertWhole("pg18.csv.gz");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pg.log.bak", "backup.log"})
    void aCopyThatStaysBehindItsLogIsReadNeitherTwiceNorInItsPlace(String copy) throws IOException {
        byte[] bytes = KeyLogs.bytes("pg18.stderr.log");
        Files.write(directory.resolve(copy), Arrays.copyOf(bytes, 30_000));
        for (int end : new int[] {60_000, 90_000, bytes.length}) {
            Files.write(directory.resolve("pg.log"), Arrays.copyOf(bytes, end));
            read(Integer.MAX_VALUE);
        }
        afterAnHour();
        read(Integer.MAX_VALUE);
        assertWhole("pg18.stderr.log");
    }

    @Test
    void copyAndTruncateLosesAndDoublesNothing() throws IOException {
        byte[] bytes = KeyLogs.bytes("pg18.json.gz");
        int half = recordEnd(bytes, bytes.length / 2);
        Path file = directory.resolve("pg.json");
        Files.write(file, Arrays.copyOf(bytes, half));
        read(2);
        // While the copy exists beside its original, both are there.
        Files.copy(file, directory.resolve("pg.json.1"));
        read(2);
        Files.write(file, Arrays.copyOfRange(bytes, half, bytes.length));
        read(Integer.MAX_VALUE);
        assertWhole("pg18.json.gz");
    }

    /** Grows, is renamed, copied and truncated, packed, and read by runs that die, all at random. */
    @ParameterizedTest
    @ValueSource(strings = {"pg18.stderr.log", "pg13.stderr.log", "pg18.csv.gz", "pg18.json.gz", "pg18.syslog.gz"})
    void whateverHappensBetweenRunsNothingIsLostOrDoubled(String name) throws IOException {
        byte[] bytes = KeyLogs.bytes(name);
        BorderFinder borders = FormatDetector.recognize(
                        bytes, 0, bytes.length, LogOptions.Hints.NONE, new ZoneOffsets())
                .orElseThrow()
                .borders()
                .get();
        for (int seed = 0; seed < 8; seed++) {
            Random random = new Random(seed);
            positions.clear();
            stored = new LogDigest();
            Path file = directory.resolve("pg.log");
            int begun = 0;
            int rotated = 0;
            int at = 0;
            while (at < bytes.length) {
                boolean rotates = random.nextInt(3) == 0;
                int next = Math.min(bytes.length, at + 1 + random.nextInt(60_000));
                if (random.nextBoolean()) {
                    next = ByteSearch.find(bytes, next - 1, bytes.length - 1, (byte) '\n') + 1;
                }
                if (rotates && next < bytes.length) {
                    // A server goes on to the next file between two entries.
                    next = borders.lastBorder(bytes, begun, next);
                }
                at = Math.max(at, next);
                Files.write(file, Arrays.copyOfRange(bytes, begun, at));
                if (random.nextBoolean()) {
                    read(1 + random.nextInt(6));
                }
                if (rotates && at > begun && at < bytes.length && next == at) {
                    Path old = directory.resolve("pg.log." + rotated++);
                    byte[] finished = Files.readAllBytes(file);
                    if (random.nextBoolean()) {
                        Files.move(file, old);
                    } else {
                        Files.copy(file, old);
                        read(1 + random.nextInt(4));
                        Files.write(file, new byte[0]);
                    }
                    if (random.nextBoolean()) {
                        read(random.nextInt(3));
                        Files.write(directory.resolve(old.getFileName() + ".gz"), gzip(finished));
                        if (random.nextBoolean()) {
                            read(random.nextInt(3));
                        }
                        Files.delete(old);
                    }
                    begun = at;
                }
            }
            Files.delete(file);
            Files.write(directory.resolve("pg.log.last.gz"), gzip(Arrays.copyOfRange(bytes, begun, bytes.length)));
            while (read(1 + random.nextInt(5)) > 0) {
                // Runs that die after a few segments.
            }
            assertWhole(name);
            try (Stream<Path> files = Files.list(directory)) {
                for (Path old : files.toList()) {
                    Files.delete(old);
                }
            }
        }
    }

    /** Behind every line of some entries. */
    @ParameterizedTest
    @ValueSource(strings = {"pg18.stderr.log", "pg13.stderr.log", "pg18.csv.gz", "pg18.json.gz", "pg18.syslog.gz"})
    void aRunThatEndsBehindALineInsideAnEntryLeavesTheEntryForTheNext(String name) throws IOException {
        byte[] bytes = KeyLogs.bytes(name);
        Path file = directory.resolve("pg.log");
        int end = bytes.length / 2;
        for (int run = 0; run < 30; run++) {
            end = ByteSearch.find(bytes, end, bytes.length - 1, (byte) '\n') + 1;
            Files.write(file, Arrays.copyOf(bytes, end));
            read(Integer.MAX_VALUE);
        }
        Files.write(file, bytes);
        read(Integer.MAX_VALUE);
        afterAnHour();
        read(Integer.MAX_VALUE);
        assertWhole(name);
    }

    @Test
    void theLastEntryIsReadOnceTheLogIsQuiet() throws IOException {
        Path file = directory.resolve("pg.log");
        Files.writeString(file, """
                2026-11-21 11:54:18.806 UTC [7] LOG:  database system is ready to accept connections
                2026-11-21 11:54:19.806 UTC [9] ERROR:  division by zero
                """);
        read(Integer.MAX_VALUE);
        assertThat(stored.count(LogCounter.ENTRIES)).isEqualTo(1);
        Files.writeString(file, "2026-11-21 11:54:19.806 UTC [9] STATEMENT:  SELECT 1/0\n", StandardOpenOption.APPEND);
        read(Integer.MAX_VALUE);
        assertThat(stored.count(LogCounter.ENTRIES)).isEqualTo(1);
        afterAnHour();
        read(Integer.MAX_VALUE);
        assertThat(stored.failures().list())
                .singleElement()
                .satisfies(error -> assertThat(error.statement()).isEqualTo("select $1 / $2"));
        assertThat(read(Integer.MAX_VALUE)).isZero();
    }

    /** As syslog writes it: the parts of one process between those of another. */
    @Test
    void partsOfOneProcessBetweenThoseOfAnotherStayTogether() throws IOException {
        StringBuilder log = new StringBuilder();
        for (int i = 1; i <= 12; i++) {
            String line = "2026-11-21T11:54:18.806Z db1 postgres[%d]: [" + i + "-%d] %s\n";
            log.append(line.formatted(7, 1, "[7] LOG:  duration: 1.000 ms  statement: SELECT a"));
            log.append(line.formatted(9, 1, "[9] LOG:  duration: 2.000 ms  statement: SELECT b"));
            log.append(line.formatted(7, 2, "#011FROM t"));
            log.append(line.formatted(9, 2, "#011FROM u"));
        }
        byte[] bytes = log.toString().getBytes(StandardCharsets.UTF_8);
        Path file = directory.resolve("pg.log");
        for (int end = 0; end < bytes.length; end = ByteSearch.find(bytes, end, bytes.length, (byte) '\n') + 1) {
            Files.write(file, Arrays.copyOf(bytes, end));
            read(Integer.MAX_VALUE);
        }
        Files.write(file, bytes);
        afterAnHour();
        read(Integer.MAX_VALUE);
        assertThat(stored.byTotalTime())
                .extracting(StatementStats::text, StatementStats::calls)
                .containsExactly(tuple("select b from u", 12L), tuple("select a from t", 12L));
    }

    @Test
    void chunksOfAServerReadLikeAFile() throws IOException {
        byte[] bytes = KeyLogs.bytes("pg13.stderr.log");
        LogSource source = new ChunkedLogSource(
                "pg.log",
                bytes.length,
                Optional.of(clock.instant().minus(LogFollower.QUIET)),
                1000,
                (offset, length) -> Arrays.copyOfRange(
                        bytes, (int) Math.min(offset, bytes.length), (int) Math.min(offset + length, bytes.length)));
        follow(List.of(source), Integer.MAX_VALUE);
        assertWhole("pg13.stderr.log");
    }

    /** Offset after the newline before {@code near}, outside of quotes. */
    private static int recordEnd(byte[] bytes, int near) {
        return bytes[0] == '{'
                ? LineBorders.afterLastLine(bytes, 0, near)
                : new CsvBorders(new CsvParser(new ZoneOffsets())).lastBorder(bytes, 0, near);
    }

    /** By then, nobody writes to the logs any more. */
    private void afterAnHour() {
        clock = InstantSource.fixed(Instant.now().plus(Duration.ofHours(1)));
    }

    private int read(int mostSegments) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return follow(files.sorted().map(FileLogSource::new).toList(), mostSegments);
        }
    }

    private int follow(List<? extends LogSource> sources, int mostSegments) {
        LogOptions options = LogOptions.standard().withSegmentBytes(SMALL).withWorkers(2);
        List<LogPosition> known = new ArrayList<>();
        positions.values().forEach(position -> known.add(LogPosition.fromBytes(position.toBytes())));
        int segments = 0;
        try (LogFollower follower = new LogFollower(options, sources, known, clock)) {
            while (segments < mostSegments) {
                Optional<LogSegment> segment = follower.next();
                if (segment.isEmpty()) {
                    break;
                }
                stored.add(LogDigest.fromBytes(segment.get().digest().toBytes()));
                positions.put(segment.get().position().file(), segment.get().position());
                segments++;
            }
        }
        return segments;
    }

    private void assertWhole(String name) {
        LogDigest whole = KeyLogs.digest(name);
        for (LogCounter counter : LogCounter.values()) {
            if (counter != LogCounter.BYTES) {
                assertThat(stored.count(counter)).as(counter.name()).isEqualTo(whole.count(counter));
            }
        }
        assertThat(KeyLogs.byKeyText(stored)).isEqualTo(KeyLogs.byKeyText(whole));
        assertThat(stored.nPlusOne()).isEqualTo(whole.nPlusOne());
        assertThat(stored.deadlocks()).isEqualTo(whole.deadlocks());
        assertThat(stored.failures().list()).isEqualTo(whole.failures().list());
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
