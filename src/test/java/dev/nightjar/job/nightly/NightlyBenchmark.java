package dev.nightjar.job.nightly;

import com.sun.management.OperatingSystemMXBean;
import dev.nightjar.config.Job;
import dev.nightjar.config.JobFiles;
import dev.nightjar.detect.DetectionResult;
import dev.nightjar.job.nightly.NightlyRun.Result;
import dev.nightjar.job.nightly.StoredWorld.Course;
import dev.nightjar.model.Window;
import dev.nightjar.report.html.Templates;
import dev.nightjar.store.Retention;
import dev.nightjar.store.Store;
import dev.nightjar.store.StoreSettings;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Time and memory of a night over the stored counters of many statements. Arguments: {@code fill} or {@code night}, the folder of
 * the store, statements, days. Every tenth statement became slower some days ago.
 */
final class NightlyBenchmark {
    private static final Instant START = Instant.parse("2026-02-01T00:00:00Z");
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private NightlyBenchmark() {}

    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[1]);
        int statements = Integer.parseInt(arguments[2]);
        int days = Integer.parseInt(arguments[3]);
        try (Store store = Store.open(StoreSettings.file(folder.resolve("store")))) {
            if (arguments[0].equals("fill")) {
                fill(store, statements, days);
            } else {
                night(store, folder, days);
            }
        }
        System.out.printf(
                "  store: %d MB%n", folder.resolve("store.mv.db").toFile().length() >> 20);
    }

    private static void fill(Store store, int statements, int days) {
        StoredWorld world = new StoredWorld(store, START, statements);
        int onset = 24 * days - 70;
        Course course = new Course() {
            @Override
            public double slowness(int statement, int hour) {
                return statement % 10 == 0 && hour >= onset - statement % 40 ? 1.6 : 1;
            }
        };
        double processor = PROCESS.getProcessCpuTime();
        for (int day = 1; day <= days; day++) {
            world.play(24, course);
            if (day < days) {
                Instant never = START.minus(Duration.ofDays(1));
                store.tidy(StoredWorld.TARGET, new Retention(world.at(24 * day), never, never, never, never));
            }
        }
        System.out.printf(
                Locale.ROOT,
                "recorded %d statements x %d hourly visits: %.2f s of processor per visit, packing included%n",
                statements,
                24 * days,
                (PROCESS.getProcessCpuTime() - processor) / 1e9 / (24 * days));
    }

    private static void night(Store store, Path folder, int days) {
        Job job = new JobFiles(Map.of("PASSWORD", "x")).parse("shop.yaml", """
                target: shop
                postgres: {url: "jdbc:postgresql://127.0.0.1:1/shop", user: nightjar, passwordEnv: PASSWORD}
                """);
        Instant end = START.plus(Duration.ofDays(days));
        NightlyRun run = new NightlyRun(
                job, new Window(end.minus(Duration.ofDays(1)), end), 1, createdFolder(folder.resolve("out")), store);
        Nights nights = new Nights(store);
        Clock clock = Clock.fixed(end, java.time.ZoneOffset.UTC);
        Templates templates = Templates.packaged();
        System.out.printf("heap of at most %d MB%n", Runtime.getRuntime().maxMemory() >> 20);
        for (Stage stage : List.of(
                new Detect(store),
                new Advise(nights),
                new Rank(nights, store),
                new WriteReport(new Reports(nights, store, "bench"), templates, store, clock))) {
            measure(stage, run);
        }
        System.out.printf(
                "  %d statements slower%n",
                run.kept(Result.DETECTION, DetectionResult.class)
                        .orElseThrow()
                        .regressions()
                        .size());
    }

    private static void measure(Stage stage, NightlyRun run) {
        System.gc();
        pools().forEach(MemoryPoolMXBean::resetPeakUsage);
        double processor = PROCESS.getProcessCpuTime();
        long begin = System.nanoTime();
        stage.run(run);
        System.out.printf(
                Locale.ROOT,
                "  %-14s %6.1f s wall, %6.1f s of processor, heap peak %d MB%n",
                stage.name(),
                (System.nanoTime() - begin) / 1e9,
                (PROCESS.getProcessCpuTime() - processor) / 1e9,
                pools().stream()
                                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                                .sum()
                        >> 20);
    }

    private static List<MemoryPoolMXBean> pools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    private static Path createdFolder(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
