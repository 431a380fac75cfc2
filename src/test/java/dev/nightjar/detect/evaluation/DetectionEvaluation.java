package dev.nightjar.detect.evaluation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs every evaluation whose folder is there: {@code regression}, {@code capacity}, {@code tcpd}, {@code nab} below the data
 * folder, then what is made up by other parameters ({@link HeldOut}), then the speed benchmark. All with the default settings.
 */
public final class DetectionEvaluation {
    private DetectionEvaluation() {}

    public static void main(String[] args) {
        if (args.length < 1) {
            System.err.println("usage: bench/detect.sh DATA_DIR [statements of the speed benchmark, 0 for none]");
            System.exit(2);
        }
        Path data = Path.of(args[0]);
        int statements = args.length > 1 ? Integer.parseInt(args[1]) : 10_000;
        if (Files.isDirectory(data.resolve("regression"))) {
            RegressionEvaluation.run("regression", List.of(data.resolve("regression")));
        }
        if (Files.isDirectory(data.resolve("tcpd"))) {
            ChangePointEvaluation.run(data.resolve("tcpd"));
        }
        if (Files.isDirectory(data.resolve("nab"))) {
            AnomalyEvaluation.run(data.resolve("nab"));
        }
        if (Files.isDirectory(data.resolve("capacity"))) {
            CapacityEvaluation.run("capacity", List.of(data.resolve("capacity")));
        }
        HeldOut.run();
        if (statements > 0) {
            SpeedBenchmark.run(statements);
        }
    }
}
