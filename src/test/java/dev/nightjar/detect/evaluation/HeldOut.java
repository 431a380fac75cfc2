package dev.nightjar.detect.evaluation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Data that no threshold was chosen on: made by a generator of its own, several instances and lengths of history, parameters
 * drawn from ranges wider than those of any labelled set. Seeds are fixed; one half was looked at while the detector was worked
 * on, the other only for the figures.
 */
final class HeldOut {
    private static final int STATEMENTS = 400;
    private static final int SERIES = 88;

    private HeldOut() {}

    static void run() {
        try {
            Path folder = Files.createTempDirectory("held-out");
            try {
                regressions(folder, "made-up instances, looked at", 1, 6);
                regressions(folder, "made-up instances, unseen", 101, 106);
                capacity(folder, "made-up histories, looked at", 1, 5);
                capacity(folder, "made-up histories, unseen", 101, 105);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void regressions(Path folder, String title, long first, long last) {
        RegressionEvaluation.run(
                title, folders(first, last, seed -> HeldOutStatements.write(folder, seed, STATEMENTS)));
    }

    private static void capacity(Path folder, String title, long first, long last) {
        CapacityEvaluation.run(title, folders(first, last, seed -> HeldOutCapacity.write(folder, seed, SERIES)));
    }

    private static List<Path> folders(long first, long last, java.util.function.LongFunction<Path> write) {
        return LongStream.rangeClosed(first, last).mapToObj(write).toList();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
