package dev.nightjar.source.log;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Makes a large log from what real servers wrote (constants and times varied, so that no text repeats), and reads it.
 * {@code bench/logs.sh} runs it beside {@code wc -l} and pgBadger.
 */
final class LogBenchmark {
    private LogBenchmark() {}

    public static void main(String[] args) throws IOException {
        if (args[0].equals("make")) {
            make(args[1], Path.of(args[2]), Long.parseLong(args[3]) << 20);
        } else {
            read(Path.of(args[1]), Integer.parseInt(args[2]));
        }
    }

    /** Repeats the log; digits of five and more places change, as constants, pids and times do. */
    private static void make(String name, Path file, long size) throws IOException {
        byte[] log = KeyLogs.bytes(name);
        Random random = new Random(1);
        long written = 0;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            while (written < size) {
                byte[] copy = log.clone();
                vary(copy, random);
                out.write(copy);
                written += copy.length;
            }
        }
    }

    private static void vary(byte[] log, Random random) {
        int run = 0;
        for (int i = 0; i < log.length; i++) {
            boolean digit = log[i] >= '0' && log[i] <= '9';
            run = digit ? run + 1 : 0;
            boolean ends = digit && (i + 1 == log.length || log[i + 1] < '0' || log[i + 1] > '9');
            if (ends && run == 4 && i >= 4 && log[i - 4] == ' ') {
                log[i] = (byte) ('0' + random.nextInt(10));
            }
        }
    }

    private static void read(Path file, int workers) throws IOException {
        long started = System.nanoTime();
        LogDigest digest = new LogAnalysis(LogOptions.standard().withWorkers(workers))
                .run(List.of(new FileLogSource(file)))
                .digest();
        double seconds = (System.nanoTime() - started) / 1e9;
        double mb = digest.count(LogCounter.BYTES) / 1e6;
        String status = Files.readString(Path.of("/proc/self/status"), StandardCharsets.US_ASCII);
        String peak = Arrays.stream(status.split("\n", -1))
                .filter(line -> line.startsWith("VmHWM"))
                .findFirst()
                .orElse("");
        long cpu = ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
        System.out.printf(
                "%s: %.0f MB, %d statements, wall %.2f s, cpu %.2f s, %.0f MB per CPU second, %s%n",
                file.getFileName(),
                mb,
                digest.count(LogCounter.STATEMENTS),
                seconds,
                cpu / 1e9,
                mb / (cpu / 1e9),
                peak);
    }
}
