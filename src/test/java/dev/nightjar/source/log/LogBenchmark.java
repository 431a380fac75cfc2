package dev.nightjar.source.log;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Records the log of a mixed load on a real server and makes large logs of it by repetition: times go on, session ids and
 * constants change, so that no text repeats. {@code bench/logs.sh} reads them.
 */
final class LogBenchmark {
    private LogBenchmark() {}

    public static void main(String[] args) throws IOException, SQLException {
        switch (args[0]) {
            case "record" -> RecordedLoad.record(Path.of(args[1]), Integer.parseInt(args[2]));
            case "make" -> make(Path.of(args[1]), Path.of(args[2]), Long.parseLong(args[3]) * 1_000_000);
            default -> distinct(Path.of(args[1]), Integer.parseInt(args[2]));
        }
    }

    private static void make(Path recorded, Path file, long size) throws IOException {
        Repeater repeater = new Repeater(Files.readAllBytes(recorded));
        Random random = new Random(1);
        long written = 0;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            for (int copy = 0; written < size; copy++) {
                byte[] bytes = repeater.copy(copy, random);
                out.write(bytes);
                written += bytes.length;
            }
        }
    }

    /** As many statements as asked for, no two of which have the same fingerprint. */
    private static void distinct(Path file, int statements) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            for (int i = 0; i < statements; i++) {
                String line = String.format(
                        "2026-11-21 %02d:%02d:%02d.%03d UTC [%d] bob@shop LOG:  duration: 0.%03d ms  statement:"
                                + " SELECT a%d FROM t%d WHERE id = %d%n",
                        i / 60_000_000 % 24,
                        i / 600_000 % 60,
                        i / 10_000 % 60,
                        i / 10 % 1000,
                        100 + i % 50,
                        i % 1000,
                        i,
                        i % 977,
                        i);
                out.write(line.getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    /** The recorded log again, later each time. */
    private static final class Repeater {
        private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
        private static final Pattern SESSION = Pattern.compile("(?<![0-9a-f])[0-9a-f]{8}(?=\\.[0-9a-f]{1,6}[,\"])");
        private static final Pattern CONSTANT = Pattern.compile("(?<=[ =('])\\d{4,6}(?![\\d.:-])");
        private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

        private final byte[] recorded;
        private final int[] times;
        private final int[] sessions;
        private final int[] constants;
        private final long seconds;

        Repeater(byte[] recorded) {
            this.recorded = recorded;
            String text = new String(recorded, StandardCharsets.ISO_8859_1);
            times = starts(TIME.matcher(text));
            sessions = starts(SESSION.matcher(text));
            constants = starts(CONSTANT.matcher(text));
            seconds = epoch(text, times[times.length - 1]) - epoch(text, times[0]) + 1;
        }

        private static int[] starts(Matcher matcher) {
            return matcher.results().mapToInt(found -> found.start()).toArray();
        }

        private static long epoch(String text, int at) {
            return LocalDateTime.parse(text.substring(at, at + 19), FORMAT).toEpochSecond(ZoneOffset.UTC);
        }

        byte[] copy(int number, Random random) {
            byte[] copy = recorded.clone();
            long shift = seconds * number;
            String last = "";
            byte[] shifted = {};
            for (int at : times) {
                String time = new String(recorded, at, 19, StandardCharsets.ISO_8859_1);
                if (!time.equals(last)) {
                    last = time;
                    shifted = FORMAT.format(LocalDateTime.ofInstant(
                                    Instant.ofEpochSecond(epoch(time, 0) + shift), ZoneOffset.UTC))
                            .getBytes(StandardCharsets.US_ASCII);
                }
                System.arraycopy(shifted, 0, copy, at, 19);
            }
            for (int at : sessions) {
                long start = Long.parseLong(new String(recorded, at, 8, StandardCharsets.US_ASCII), 16);
                byte[] id = String.format("%08x", start + shift).getBytes(StandardCharsets.US_ASCII);
                System.arraycopy(id, 0, copy, at, 8);
            }
            for (int at : constants) {
                for (int digit = 1; digit < 4; digit++) {
                    copy[at + digit] = (byte) ('0' + random.nextInt(10));
                }
            }
            return copy;
        }
    }
}
