package dev.nightjar.cli;

import dev.nightjar.detect.DetectionResult;
import dev.nightjar.detect.DetectionSettings;
import dev.nightjar.detect.Regression;
import dev.nightjar.detect.RegressionDetector;
import dev.nightjar.detect.ResponseTimeExplanation;
import dev.nightjar.detect.ResponseTimeModel;
import dev.nightjar.detect.StatementHistory;
import dev.nightjar.source.metrics.MetricFile;
import dev.nightjar.source.metrics.StatementFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Change points, anomalies, leaks and regressions in files alone. */
@Command(
        name = "detect",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Finds change points, anomalies and leaks in files of metric samples, and regressions in a folder of"
                        + " statement counters (snapshots.jsonl[.gz], instance.csv, context.json).",
        footer = {
            "",
            "Metric files: CSV (series,at,value or at,metric...), JSON lines, OpenMetrics text; .gz too.",
            "A leak is what even at its lowest of each day only grows: give memory, connections, dead rows. Two weeks at least.",
            "Beside statement counters, all optional: locks.csv (series,hour,wait_ms), plans.csv (series,hour,shape),",
            "statements.csv (series,table) with tables.csv (table,hour,bytes), redis.csv (hour,hits,misses). Further columns",
            "of instance.csv (connections, cpu, cache_misses...) may explain the response time of the last day.",
            "",
            "Example: nightjar detect samples.csv.gz --json -"
        })
final class DetectCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE|DIR", description = "A metric file, a folder of them, or a folder of counters.")
    private Path path;

    @Option(names = "--zone", paramLabel = "ZONE", description = "Time zone of the seasons (default: UTC).")
    private ZoneId zone = ZoneOffset.UTC;

    @Option(
            names = "--restarted",
            paramLabel = "TIME",
            description = "When the process behind the metrics last started, for leaks (default: as start times and"
                    + " uptimes in the file say).")
    private Optional<Instant> restarted = Optional.empty();

    @Option(names = "--json", paramLabel = "FILE", description = "Machine-readable output; - for standard output.")
    private Optional<String> json = Optional.empty();

    @Option(
            names = "--fail-on",
            paramLabel = "WHAT",
            description = "Exit 1 on: alarm, regression, leak, anomaly, change; each includes those before it.")
    private Optional<FailOn> failOn = Optional.empty();

    @Option(names = "--quiet", description = "Say nothing but errors.")
    private boolean quiet;

    /** Which findings fail the command; each includes those before it. */
    enum FailOn {
        alarm,
        regression,
        leak,
        anomaly,
        change
    }

    @Override
    public Integer call() {
        return StatementFolder.isOne(path) ? statements() : metrics();
    }

    private int statements() {
        StatementFolder folder = StatementFolder.read(path);
        List<StatementHistory> histories = folder.histories();
        DetectionResult result = new RegressionDetector(DetectionSettings.in(zone))
                .detect(histories, folder.instance(), folder.circumstances());
        ResponseTimeExplanation responseTime = new ResponseTimeModel(zone).explain(histories, folder.quantities(), (int)
                Duration.ofDays(1).dividedBy(folder.step()));
        json.ifPresent(file -> JsonFile.write(file, DetectJson.of(result, responseTime), out()));
        folder.damagedLines().forEach(line -> spec.commandLine().getErr().println("nightjar: skipped " + line));
        if (isTold()) {
            new DetectTerminal(out()).print(result, responseTime);
        }
        int code = folder.damagedLines().isEmpty() ? ExitCode.DONE : ExitCode.PARTIAL;
        boolean found = failOn.isPresent()
                && (failOn.get() == FailOn.alarm
                        ? result.regressions().stream().anyMatch(Regression::alarming)
                        : !result.regressions().isEmpty());
        return ExitCode.worse(code, found ? ExitCode.FINDING : ExitCode.DONE);
    }

    private int metrics() {
        List<DetectedSeries> all = DetectedSeries.of(MetricFile.read(path), zone, restarted);
        json.ifPresent(file -> JsonFile.write(file, DetectJson.of(all), out()));
        if (isTold()) {
            all.forEach(new DetectTerminal(out())::print);
        }
        return failOn.isPresent() && all.stream().anyMatch(one -> fails(one, failOn.get()))
                ? ExitCode.FINDING
                : ExitCode.DONE;
    }

    private static boolean fails(DetectedSeries one, FailOn least) {
        return (least.compareTo(FailOn.leak) >= 0 && one.leak().isPresent())
                || (least.compareTo(FailOn.anomaly) >= 0 && !one.anomalies().isEmpty())
                || (least.compareTo(FailOn.change) >= 0 && !one.changes().isEmpty());
    }

    private boolean isTold() {
        return !quiet && !json.equals(Optional.of("-"));
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
