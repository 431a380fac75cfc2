package dev.nightjar.source.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a file holds, reading it ends, throws nothing, and accounts for every byte. */
class LogDamageTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // Set by the extension before each test.
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {"pg13.stderr.log", "pg15-rds.stderr.log.gz", "pg18.stderr.log", "pg18.csv.gz", "pg18.json.gz"})
    void everyByteIsParsedOrSkipped(String name) {
        byte[] log = KeyLogs.bytes(name);
        Random random = new Random(name.hashCode());
        EntryParser parser = parser(log);
        for (int round = 0; round < 120; round++) {
            byte[] damaged = damaged(log, random);
            Bytes bytes = new Bytes();
            parser.parse(damaged, 0, damaged.length, bytes);
            assertThat(bytes.parsed + bytes.skipped).as("round " + round).isEqualTo(damaged.length);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pg13.stderr.log", "pg18.csv.gz", "pg18.json.gz", "pg18.syslog.gz"})
    void aLogAfterReadableTextOfAnyLengthLosesNothing(String name) {
        byte[] log = KeyLogs.bytes(name);
        long entries = KeyLogs.digest(name).count(LogCounter.ENTRIES);
        for (int kilobytes : new int[] {1, 60, 200, 500, 590, 1200}) {
            byte[] before =
                    "starting the container\n".repeat(kilobytes * 1024 / 23).getBytes(StandardCharsets.US_ASCII);
            LogDigest digest = new LogAnalysis(LogOptions.standard())
                    .run(List.of(new StreamLogSource(
                            "late",
                            new SequenceInputStream(new ByteArrayInputStream(before), new ByteArrayInputStream(log)))))
                    .digest();
            assertThat(digest.count(LogCounter.ENTRIES)).as(kilobytes + " kB").isEqualTo(entries);
            assertThat(digest.count(LogCounter.SKIPPED_BYTES))
                    .as(kilobytes + " kB")
                    .isEqualTo(before.length);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pg13.stderr.log",
                "pg15-rds.stderr.log.gz",
                "pg18.stderr.log",
                "pg13.csv.gz",
                "pg18.csv.gz",
                "pg18.json.gz",
                "pg18.syslog.gz"
            })
    void aDamagedFileIsCountedToItsLastByte(String name) {
        byte[] log = KeyLogs.bytes(name);
        Random random = new Random(name.hashCode() + 1);
        for (int round = 0; round < 25; round++) {
            byte[] damaged = damaged(log, random);
            LogDigest digest = new LogAnalysis(LogOptions.standard()
                            .withSegmentBytes(4000 + random.nextInt(60_000))
                            .withWorkers(1 + random.nextInt(2)))
                    .run(List.of(new StreamLogSource("damaged", new ByteArrayInputStream(damaged))))
                    .digest();
            assertThat(digest.count(LogCounter.BYTES)).as("round " + round).isEqualTo(damaged.length);
            assertThat(digest.count(LogCounter.SKIPPED_BYTES)).isBetween(0L, (long) damaged.length);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pg13.stderr.log", "pg18.csv.gz", "pg18.json.gz"})
    void oneDamagedPlaceCostsOneEntry(String name) {
        byte[] log = KeyLogs.bytes(name);
        long entries = KeyLogs.digest(name).count(LogCounter.ENTRIES);
        byte[] damaged = log.clone();
        Arrays.fill(damaged, log.length / 2, log.length / 2 + 10, (byte) 0);
        assertThat(digest(damaged).count(LogCounter.ENTRIES)).isBetween(entries - 3, entries);
    }

    @Test
    void zerosBeforeTheLogArePassedOver() {
        byte[] log = KeyLogs.bytes("pg18.stderr.log");
        byte[] zeros = new byte[2_000_000];
        byte[] all = Arrays.copyOf(zeros, zeros.length + 1 + log.length);
        all[zeros.length] = '\n';
        System.arraycopy(log, 0, all, zeros.length + 1, log.length);
        LogDigest digest = digest(all);
        assertThat(digest.count(LogCounter.ENTRIES))
                .isEqualTo(KeyLogs.digest("pg18.stderr.log").count(LogCounter.ENTRIES));
        assertThat(digest.count(LogCounter.BYTES)).isEqualTo(all.length);
        assertThat(digest.count(LogCounter.SKIPPED_BYTES)).isEqualTo(zeros.length + 1);
    }

    @Test
    void aFileThatIsNoLogIsNamedAndCounted() {
        byte[] noise = new byte[3_000_000];
        new Random(5).nextBytes(noise);
        LogAnalysis.Result result = analyse(noise);
        assertThat(result.isComplete()).isFalse();
        assertThat(result.digest().count(LogCounter.ENTRIES)).isZero();
        assertThat(result.digest().count(LogCounter.BYTES)).isEqualTo(noise.length);
        assertThat(result.digest().count(LogCounter.SKIPPED_BYTES)).isEqualTo(noise.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE"})
    void wideTextIsNamedWithItsRemedy(String encoding) {
        byte[] wide = new String(KeyLogs.bytes("pg18.stderr.log"), StandardCharsets.ISO_8859_1)
                .getBytes(Charset.forName(encoding));
        LogAnalysis.Result result = analyse(wide);
        assertThat(result.files().get(0).problem())
                .contains("is " + encoding + " text", "iconv -f " + encoding + " -t UTF-8");
        assertThat(result.digest().count(LogCounter.SKIPPED_BYTES)).isEqualTo(wide.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gz", "bzip2", "xz", "zstd"})
    void packedFilesGiveWhatIsThereHoweverTheyAreDamaged(String packing) throws IOException, CompressorException {
        byte[] log = KeyLogs.bytes("pg18.stderr.log");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream packer = new CompressorStreamFactory().createCompressorOutputStream(packing, out)) {
            packer.write(log);
        }
        byte[] packed = out.toByteArray();
        assertThat(digest(packed).count(LogCounter.BYTES)).isEqualTo(log.length);
        Random random = new Random(3);
        for (int round = 0; round < 24; round++) {
            byte[] damaged =
                    round % 2 == 0 ? Arrays.copyOf(packed, 10 + random.nextInt(packed.length - 10)) : packed.clone();
            if (round % 2 == 1) {
                for (int i = 0; i < 5; i++) {
                    damaged[6 + random.nextInt(damaged.length - 6)] = (byte) random.nextInt(256);
                }
            }
            LogAnalysis.Result result = analyse(damaged);
            assertThat(result.isComplete() && result.digest().count(LogCounter.BYTES) == 0)
                    .as("nothing read and nothing said, round " + round)
                    .isFalse();
        }
    }

    @Test
    void whatUnpacksWithoutEndIsCutAndSaid() throws IOException {
        Path bomb = directory.resolve("bomb.gz");
        byte[] line = "2026-11-21 11:54:18.806 UTC [1] LOG:  x\n".repeat(25_000).getBytes(StandardCharsets.US_ASCII);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(bomb))) {
            for (int i = 0; i < 400; i++) {
                out.write(line);
            }
        }
        LogAnalysis.Result result = new LogAnalysis(LogOptions.standard()).run(List.of(new FileLogSource(bomb)));
        assertThat(result.isComplete()).isFalse();
        assertThat(result.files().get(0).problem()).contains("times its size");
        assertThat(result.digest().count(LogCounter.BYTES)).isBetween(200_000_000L, 25_000L * 40 * 400 - 1);
    }

    @Test
    void aLineOfAHundredMegabytesCostsItselfOnly() {
        byte[] log = KeyLogs.bytes("pg13.stderr.log");
        byte[] start = "2026-11-21 11:54:18.806 UTC [1] bob@shop LOG:  duration: 1.000 ms  statement: SELECT 'x"
                .getBytes(StandardCharsets.US_ASCII);
        InputStream longLine = new InputStream() {
            private long left = 100_000_000;

            @Override
            public int read() {
                return left-- > 0 ? 'x' : -1;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                int count = (int) Math.min(length, left);
                Arrays.fill(bytes, offset, offset + count, (byte) 'x');
                left -= count;
                return count > 0 ? count : -1;
            }
        };
        InputStream all = join(
                new ByteArrayInputStream(log),
                new ByteArrayInputStream(start),
                longLine,
                new ByteArrayInputStream("'\n".getBytes(StandardCharsets.US_ASCII)),
                new ByteArrayInputStream(log));
        LogDigest digest = new LogAnalysis(LogOptions.standard())
                .run(List.of(new StreamLogSource("long", all)))
                .digest();
        assertThat(digest.count(LogCounter.BYTES)).isEqualTo(2L * log.length + start.length + 100_000_002L);
        assertThat(digest.count(LogCounter.ENTRIES)).isEqualTo(2 * 501 + 1);
        assertThat(digest.statements())
                .allSatisfy(statement -> assertThat(statement.text()).hasSizeLessThan(Texts.LONGEST + 10));
    }

    @Test
    void timesMayJump() {
        LogDigest digest = digest("""
                2026-10-25 02:59:59.000 CEST [1] LOG:  duration: 1.000 ms  statement: SELECT 1
                2026-10-25 02:00:01.000 CET [1] LOG:  duration: 2.000 ms  statement: SELECT 1
                1970-01-01 00:00:00.000 UTC [1] LOG:  duration: 3.000 ms  statement: SELECT 1
                2026-10-25 02:00:02.000 CET [1] LOG:  duration: 4.000 ms  statement: SELECT 1
                2026-99-99 02:00:02.000 CET [1] LOG:  duration: 9.000 ms  statement: SELECT 1
                """.getBytes(StandardCharsets.US_ASCII));
        assertThat(digest.durationMs()).isEqualTo(10.0);
        assertThat(digest.hours())
                .extracting(hour -> hour.start().toString(), HourBuckets.Hour::calls)
                .containsExactly(
                        tuple("1970-01-01T00:00:00Z", 1L),
                        tuple("2026-10-25T00:00:00Z", 1L),
                        tuple("2026-10-25T01:00:00Z", 2L));
    }

    private static InputStream join(InputStream... parts) {
        return new SequenceInputStream(Collections.enumeration(List.of(parts)));
    }

    /** Bytes changed, cut out, doubled, or filled with zeros. */
    private static byte[] damaged(byte[] log, Random random) {
        int from = random.nextInt(log.length / 2);
        byte[] bytes = Arrays.copyOfRange(log, from, Math.min(log.length, from + 2000 + random.nextInt(60_000)));
        int changes = random.nextInt(40);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] = '\n';
                case 2 -> bytes[at] = (byte) "\"\t\\'\r{},".charAt(random.nextInt(8));
                case 3 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + random.nextInt(600)), (byte) 0);
                case 4 -> {
                    int to = random.nextInt(bytes.length);
                    int length = Math.min(random.nextInt(900), bytes.length - Math.max(at, to));
                    System.arraycopy(bytes, at, bytes, to, length);
                }
                default -> bytes = Arrays.copyOf(bytes, Math.max(1, bytes.length - random.nextInt(200)));
            }
        }
        return bytes;
    }

    private static LogDigest digest(byte[] log) {
        return analyse(log).digest();
    }

    private static LogAnalysis.Result analyse(byte[] log) {
        return new LogAnalysis(LogOptions.standard().withWorkers(1))
                .run(List.of(new StreamLogSource("test", new ByteArrayInputStream(log))));
    }

    private static EntryParser parser(byte[] log) {
        return FormatDetector.recognize(log, 0, log.length, LogOptions.Hints.NONE, new ZoneOffsets())
                .orElseThrow()
                .parsers()
                .get();
    }

    private static final class Bytes implements EntrySink {
        private long parsed;
        private long skipped;

        @Override
        public void entry(LogEntry entry) {
            assertThat(entry.bytes).isPositive();
            parsed += entry.bytes;
        }

        @Override
        public void skipped(long lines, long bytes) {
            skipped += bytes;
        }
    }
}
