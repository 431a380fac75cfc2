package dev.nightjar.detect.evaluation;

import com.sun.management.OperatingSystemMXBean;
import dev.nightjar.detect.DetectionResult;
import dev.nightjar.detect.DetectionSettings;
import dev.nightjar.detect.InstanceHistory;
import dev.nightjar.detect.RegressionDetector;
import dev.nightjar.detect.StatementHistory;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Time and memory of one night over many statements of 28 days of hours, and over fewer, to see that time grows in a line and
 * memory hardly: the histories are made when they are asked for, as the nightly job makes them from its samples. Processor time
 * is given beside wall time, because other work may share the machine.
 */
final class SpeedBenchmark {
    private static final int HOURS = 672;
    private static final Instant START = Instant.parse("2025-09-01T00:00:00Z");
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private SpeedBenchmark() {}

    static void run(int statements) {
        Labels.title("Speed: statements x " + HOURS + " hours, "
                + Runtime.getRuntime().availableProcessors() + " cores, heap of at most "
                + (Runtime.getRuntime().maxMemory() >> 20) + " MB");
        measure(Math.min(500, statements));
        measure(statements / 4);
        measure(statements / 2);
        measure(statements);
    }

    private static void measure(int statements) {
        List<StatementHistory> histories = new AbstractList<>() {
            @Override
            public StatementHistory get(int index) {
                return history(index);
            }

            @Override
            public int size() {
                return statements;
            }
        };
        double making = processorSeconds();
        histories.forEach(history -> {});
        making = processorSeconds() - making;
        System.gc();
        pools().forEach(MemoryPoolMXBean::resetPeakUsage);
        double processor = processorSeconds();
        long begin = System.nanoTime();
        DetectionResult result = new RegressionDetector(DetectionSettings.defaults())
                .detect(histories, InstanceHistory.unknown(START, Duration.ofHours(1)));
        double seconds = (System.nanoTime() - begin) / 1e9;
        double used = processorSeconds() - processor;
        // Each history is made twice, once for each pass.
        double own = used - 2 * making;
        Labels.line(
                "  %6d statements: %5.1f s wall, %5.1f s of processor (%.1f of it making the data), %.2f ms each,"
                        + " heap peak %d MB; %d regressions",
                statements,
                seconds,
                used,
                2 * making,
                1000 * own / statements,
                pools().stream().mapToLong(p -> p.getPeakUsage().getUsed()).sum() >> 20,
                result.regressions().size());
    }

    private static double processorSeconds() {
        return PROCESS.getProcessCpuTime() / 1e9;
    }

    private static List<MemoryPoolMXBean> pools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    private static StatementHistory history(int number) {
        Random random = new Random(number);
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
                "s" + number,
                START,
                Duration.ofHours(1),
                calls,
                ms,
                blocks,
                blocks,
                calls,
                unknown,
                unknown,
                unknown,
                "app");
    }
}
