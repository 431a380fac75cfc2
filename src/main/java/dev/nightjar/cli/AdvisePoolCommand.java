package dev.nightjar.cli;

import static dev.nightjar.cli.JsonFile.object;

import dev.nightjar.advise.pool.PoolAdviser;
import dev.nightjar.advise.pool.PoolCounters;
import dev.nightjar.advise.pool.PoolLoad;
import dev.nightjar.advise.pool.PoolThreshold;
import dev.nightjar.advise.pool.PoolVerdict;
import dev.nightjar.model.Thresholds;
import dev.nightjar.source.metrics.PoolCapture;
import dev.nightjar.source.metrics.PoolCaptureFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The size of a connection pool from stored samples alone. */
@Command(
        name = "pool",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Advises the size of a connection pool from stored samples (JSON lines of PgBouncer's or HikariCP's"
                        + " figures with those of the server).",
        footer = {"", "Example: nightjar advise pool pool.samples.jsonl --vcpus 4 --json -"})
final class AdvisePoolCommand implements Callable<Integer> {
    /** A capture is taken on purpose, so that a few seconds may be all there is; the report asks for more. */
    private static final Thresholds CAPTURE =
            Thresholds.of(Map.of("poolSeconds", 5.0, "poolWindows", 5.0), List.of(PoolThreshold.values()));

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "Samples of one pool.")
    private Path file;

    @Option(names = "--vcpus", paramLabel = "N", description = "Cores of the database's host (default: meta.json's).")
    private Optional<Double> vcpus = Optional.empty();

    @Option(names = "--json", paramLabel = "FILE", description = "Machine-readable output; - for standard output.")
    private Optional<String> json = Optional.empty();

    @Option(names = "--quiet", description = "Say nothing but errors.")
    private boolean quiet;

    @Override
    public Integer call() {
        PoolCapture capture = PoolCaptureFile.read(file);
        PoolVerdict verdict = new PoolAdviser(CAPTURE).judge(load(capture));
        PrintWriter out = spec.commandLine().getOut();
        json.ifPresent(target -> JsonFile.write(target, shape(verdict), out));
        if (!quiet && !json.filter("-"::equals).isPresent()) {
            out.println("Pool of " + verdict.current() + ": " + name(verdict.verdict())
                    + (verdict.nextStep() == verdict.current() ? "" : " to " + verdict.nextStep() + " first"));
            out.println(
                    "Server's plateau: " + whole(verdict.capacitySize()) + " connections; enough for the peak seen: "
                            + verdict.demandSize() + "; range " + verdict.low() + " to " + verdict.high());
            out.println(verdict.reason());
            out.flush();
        }
        return ExitCode.DONE;
    }

    private PoolLoad load(PoolCapture capture) {
        List<PoolCounters> samples =
                capture.samples().stream().map(AdvisePoolCommand::counters).toList();
        int size = samples.isEmpty() ? 0 : (int) samples.get(samples.size() - 1).size();
        return new PoolLoad(capture.pool(), size, vcpus.orElse(capture.vcpus()), PoolCounters.windows(samples));
    }

    private static PoolCounters counters(PoolCapture.Sample sample) {
        return new PoolCounters(
                sample.atSeconds(),
                sample.size(),
                sample.inUse(),
                sample.waiters(),
                sample.checkouts(),
                sample.waitMs(),
                sample.holdMs(),
                sample.timeouts(),
                sample.cpuSeconds(),
                sample.lockWaiters());
    }

    private static Map<String, @Nullable Object> shape(PoolVerdict verdict) {
        return object(
                "current", verdict.current(),
                "capacitySize", verdict.capacitySize(),
                "demandSize", verdict.demandSize(),
                "nextStep", verdict.nextStep(),
                "range", List.of(verdict.low(), verdict.high()),
                "verdict", name(verdict.verdict()),
                "regime", verdict.regime().name().toLowerCase(Locale.ROOT),
                "growthForbidden", verdict.growthForbidden(),
                "reason", verdict.reason(),
                "model",
                        object(
                                "cpuMs", verdict.model().cpuMs(),
                                "delayMs", verdict.model().delayMs(),
                                "vcpus", verdict.model().cores(),
                                "throughput", verdict.observed().throughput(),
                                "holdMs", verdict.observed().holdMs(),
                                "waitMs", verdict.observed().waitMs(),
                                "lockShare", verdict.observed().lockShare()),
                "curve",
                        verdict.curve().stream()
                                .map(point -> object(
                                        "size", point.size(),
                                        "throughput", point.throughput(),
                                        "p95WaitMs", point.p95WaitMs()))
                                .toList(),
                "settings",
                        object(
                                "hikari", "maximum-pool-size=" + verdict.nextStep(),
                                "pgbouncer", "default_pool_size = " + verdict.nextStep()),
                "confidence", verdict.confidence());
    }

    private static String name(PoolVerdict.Verdict verdict) {
        return switch (verdict) {
            case GROW -> "grow";
            case SHRINK -> "shrink";
            case KEEP -> "keep";
            case NOT_ENOUGH_EVIDENCE -> "notEnoughEvidence";
        };
    }

    private static String whole(double size) {
        return Double.isNaN(size) ? "unknown" : Long.toString(Math.round(size));
    }
}
