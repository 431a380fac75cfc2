package dev.nightjar.detect.evaluation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Data that no threshold was chosen on: made by a generator of its own, several instances and lengths of history, parameters
 * drawn from ranges wider than those of any labelled set. Histories for forecasts are also made as near to the labelled ones as can be
 * ({@link AlikeHistories}), to see what another draw of those gives. Seeds are fixed; one half was looked at while the detector
 * was worked on, the other only for the figures.
 */
final class HeldOut {
    private static final int STATEMENTS = 400;
    private static final int WIDE = 88;
    private static final int ALIKE = 240;

    private HeldOut() {}

    static void regressions() {
        inFolder(folder -> {
            regressions(folder, "made-up instances, looked at", LongStream.rangeClosed(1, 6));
            regressions(folder, "made-up instances, unseen", LongStream.rangeClosed(101, 106));
        });
    }

    static void capacity() {
        inFolder(folder -> {
            wide(folder, "made-up histories, looked at", LongStream.rangeClosed(1, 5));
            wide(folder, "made-up histories, unseen", LongStream.rangeClosed(101, 105));
            alike(folder, "histories made up alike, looked at", LongStream.of(1, 3, 5, 7));
            alike(folder, "histories made up alike, unseen", LongStream.of(2, 4, 6, 8));
        });
    }

    private static void regressions(Path folder, String title, LongStream seeds) {
        RegressionEvaluation.run(
                title,
                seeds.mapToObj(seed -> HeldOutStatements.write(folder, seed, STATEMENTS))
                        .toList());
    }

    private static void wide(Path folder, String title, LongStream seeds) {
        CapacityEvaluation.run(
                title,
                seeds.mapToObj(seed ->
                                HeldOutCapacity.write(folder.resolve("wide" + seed), new WideHistories(seed), WIDE))
                        .toList());
    }

    private static void alike(Path folder, String title, LongStream seeds) {
        CapacityEvaluation.run(
                title,
                seeds.mapToObj(seed ->
                                HeldOutCapacity.write(folder.resolve("alike" + seed), new AlikeHistories(seed), ALIKE))
                        .toList());
    }

    private static void inFolder(Consumer<Path> evaluation) {
        try {
            Path folder = Files.createTempDirectory("held-out");
            try {
                evaluation.accept(folder);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
