package dev.nightjar.detect.evaluation;

import dev.nightjar.detect.DetectionResult;
import dev.nightjar.detect.DetectionSettings;
import dev.nightjar.detect.InstanceHistory;
import dev.nightjar.detect.RegressionDetector;
import dev.nightjar.detect.StatementHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Time of one night over many statements of 28 days of hours, and of half as many, to see that it grows in a line. */
final class SpeedBenchmark {
    private static final int HOURS = 672;
    private static final Instant START = Instant.parse("2025-09-01T00:00:00Z");

    private SpeedBenchmark() {}

    static void run(int statements) {
        Labels.title("Speed: statements x " + HOURS + " hours, "
                + Runtime.getRuntime().availableProcessors() + " cores");
        measure(Math.min(500, statements));
        measure(statements / 2);
        measure(statements);
    }

    private static void measure(int statements) {
        Random random = new Random(7);
        List<StatementHistory> histories = new ArrayList<>();
        for (int s = 0; s < statements; s++) {
            histories.add(history("s" + s, random));
        }
        long begin = System.nanoTime();
        DetectionResult result = new RegressionDetector(DetectionSettings.defaults())
                .detect(histories, InstanceHistory.unknown(START, Duration.ofHours(1)));
        double seconds = (System.nanoTime() - begin) / 1e9;
        Labels.line(
                "  %6d statements: %.1f s, %.2f ms each; %d regressions",
                statements,
                seconds,
                1000 * seconds / statements,
                result.regressions().size());
    }

    private static StatementHistory history(String name, Random random) {
        double[] calls = new double[HOURS];
        double[] ms = new double[HOURS];
        double[] blocks = new double[HOURS];
        double[] unknown = new double[HOURS];
        Arrays.fill(unknown, Double.NaN);
        double rate = Math.exp(8 * random.nextDouble());
        int onset = random.nextInt(10) == 0 ? 300 + random.nextInt(300) : HOURS;
        double wander = 0;
        for (int h = 0; h < HOURS; h++) {
            calls[h] = Math.round(rate * (1 + .5 * Math.sin(h * Math.PI / 12)) * Math.exp(.1 * random.nextGaussian()));
            wander = .4 * wander + .1 * random.nextGaussian();
            ms[h] = calls[h] * 5 * Math.exp(wander) * (h >= onset ? 1.6 : 1);
            blocks[h] = calls[h] * 30 * Math.exp(.05 * random.nextGaussian());
        }
        return new StatementHistory(
                name, START, Duration.ofHours(1), calls, ms, blocks, blocks, calls, unknown, unknown, unknown, "app");
    }
}
