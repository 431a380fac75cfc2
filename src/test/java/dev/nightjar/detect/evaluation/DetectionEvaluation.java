package dev.nightjar.detect.evaluation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/**
 * Runs every evaluation whose folder is there: {@code regression}, {@code tcpd}, {@code nab}, {@code capacity} below the data
 * folder, and what is made up by other parameters ({@link HeldOut}), then the speed benchmark. All with the default settings.
 */
public final class DetectionEvaluation {
    private DetectionEvaluation() {}

    public static void main(String[] args) {
        if (args.length < 1) {
            System.err.println("usage: bench/detect.sh DATA_DIR [statements of the speed benchmark, 0 for none]"
                    + " [one part: regression, tcpd, nab, capacity or leaks]");
            System.exit(2);
        }
        Path data = Path.of(args[0]);
        int statements = args.length > 1 ? Integer.parseInt(args[1]) : 10_000;
        Predicate<String> wanted = part -> args.length < 3 || args[2].equals(part);
        Predicate<String> given = part -> wanted.test(part) && Files.isDirectory(data.resolve(part));
        if (given.test("regression")) {
            RegressionEvaluation.run("regression", List.of(data.resolve("regression")));
        }
        if (wanted.test("regression")) {
            HeldOut.regressions();
        }
        if (given.test("tcpd")) {
            ChangePointEvaluation.run(data.resolve("tcpd"));
        }
        if (given.test("nab")) {
            AnomalyEvaluation.run(data.resolve("nab"));
        }
        if (given.test("capacity")) {
            CapacityEvaluation.run("capacity", List.of(data.resolve("capacity")));
        }
        if (wanted.test("capacity")) {
            HeldOut.capacity();
        }
        if (wanted.test("leaks")) {
            LeakEvaluation.run(11);
            LeakEvaluation.run(12);
        }
        if (statements > 0) {
            SpeedBenchmark.run(statements);
        }
    }
}
