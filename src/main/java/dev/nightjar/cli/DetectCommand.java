package dev.nightjar.cli;

import static dev.nightjar.cli.JsonFile.object;

import dev.nightjar.detect.Anomaly;
import dev.nightjar.detect.AnomalyDetector;
import dev.nightjar.detect.ChangePoint;
import dev.nightjar.detect.ChangePoints;
import dev.nightjar.detect.CommonCause;
import dev.nightjar.detect.DetectionResult;
import dev.nightjar.detect.DetectionSettings;
import dev.nightjar.detect.HourAnomaly;
import dev.nightjar.detect.NotAssessable;
import dev.nightjar.detect.Regression;
import dev.nightjar.detect.RegressionDetector;
import dev.nightjar.source.metrics.MetricFile;
import dev.nightjar.source.metrics.MetricSeries;
import dev.nightjar.source.metrics.StatementFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Change points, anomalies and regressions in files alone. */
@Command(
        name = "detect",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Finds change points and anomalies in files of metric samples, and regressions in a folder of"
                + " statement counters (snapshots.jsonl[.gz], instance.csv, context.json).",
        footer = {
            "",
            "Metric files: CSV (series,at,value or at,metric...), JSON lines, OpenMetrics text; .gz too.",
            "Beside statement counters, all optional: locks.csv (series,hour,wait_ms), plans.csv (series,hour,shape),",
            "statements.csv (series,table) with tables.csv (table,hour,bytes), redis.csv (hour,hits,misses).",
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

    @Option(names = "--json", paramLabel = "FILE", description = "Machine-readable output; - for standard output.")
    private Optional<String> json = Optional.empty();

    @Option(names = "--fail-on", paramLabel = "WHAT", description = "Exit 1 on: regression, alarm, anomaly, change.")
    private Optional<FailOn> failOn = Optional.empty();

    @Option(names = "--quiet", description = "Say nothing but errors.")
    private boolean quiet;

    /** Which findings fail the command; each includes those before it. */
    enum FailOn {
        alarm,
        regression,
        anomaly,
        change
    }

    @Override
    public Integer call() {
        return StatementFolder.isOne(path) ? statements() : metrics();
    }

    private int statements() {
        StatementFolder folder = StatementFolder.read(path);
        DetectionSettings settings = DetectionSettings.in(zone);
        DetectionResult result =
                new RegressionDetector(settings).detect(folder.histories(), folder.instance(), folder.circumstances());
        json.ifPresent(file -> JsonFile.write(file, tree(result), out()));
        folder.damagedLines().forEach(line -> spec.commandLine().getErr().println("nightjar: skipped " + line));
        if (!quiet && !json.equals(Optional.of("-"))) {
            print(result);
        }
        int code = folder.damagedLines().isEmpty() ? ExitCode.DONE : ExitCode.PARTIAL;
        boolean found = failOn.isPresent()
                && (failOn.get() == FailOn.alarm
                        ? result.regressions().stream().anyMatch(Regression::alarming)
                        : !result.regressions().isEmpty());
        return ExitCode.worse(code, found ? ExitCode.FINDING : ExitCode.DONE);
    }

    private int metrics() {
        Map<String, Object> bySeries = new TreeMap<>();
        List<Map<String, @Nullable Object>> notAssessable = new ArrayList<>();
        boolean anomalous = false;
        boolean changed = false;
        for (MetricSeries series : MetricFile.read(path)) {
            Optional<String> reason = reasonToSkip(series);
            List<ChangePoint> changes = reason.isEmpty() ? changes(series) : List.of();
            List<Anomaly> anomalies = series.seconds().length == 0 || reason.isPresent()
                    ? List.of()
                    : new AnomalyDetector().detect(hours(series), series.values());
            anomalous |= !anomalies.isEmpty();
            changed |= !changes.isEmpty();
            reason.ifPresent(why -> notAssessable.add(object("series", series.name(), "reason", why)));
            bySeries.put(series.name(), tree(series, changes, anomalies));
            if (!quiet && !json.equals(Optional.of("-"))) {
                print(series, changes, anomalies, reason);
            }
        }
        Map<String, @Nullable Object> tree = object(
                "series", bySeries,
                "regressions", List.of(),
                "scores", Map.of(),
                "commonCauses", List.of(),
                "notAssessable", notAssessable);
        json.ifPresent(file -> JsonFile.write(file, tree, out()));
        boolean found = failOn.isPresent()
                && ((failOn.get().compareTo(FailOn.anomaly) >= 0 && anomalous)
                        || (failOn.get() == FailOn.change && changed));
        return found ? ExitCode.FINDING : ExitCode.DONE;
    }

    private static Optional<String> reasonToSkip(MetricSeries series) {
        long known = java.util.Arrays.stream(series.values())
                .filter(Double::isFinite)
                .count();
        return known >= 4 ? Optional.empty() : Optional.of("not enough history: " + known + " samples, 4 are needed");
    }

    private List<ChangePoint> changes(MetricSeries series) {
        return series.seconds().length == 0 || series.dimensions().length > 1
                ? ChangePoints.of(series.dimensions())
                : ChangePoints.ofSeasonal(hours(series), series.values());
    }

    private double[] hours(MetricSeries series) {
        double[] hours = new double[series.seconds().length];
        for (int i = 0; i < hours.length; i++) {
            long second = (long) series.seconds()[i];
            int offset = zone.getRules()
                    .getOffset(java.time.Instant.ofEpochSecond(second))
                    .getTotalSeconds();
            hours[i] = (series.seconds()[i] + offset) / 3600;
        }
        return hours;
    }

    private static Map<String, @Nullable Object> tree(
            MetricSeries series, List<ChangePoint> changes, List<Anomaly> anomalies) {
        List<Object> points = new ArrayList<>();
        for (ChangePoint c : changes) {
            points.add(object(
                    "index", series.rows()[c.index()],
                    "at", series.at(c.index()).orElse(null),
                    "before", c.before(),
                    "after", c.after(),
                    "probability", c.probability()));
        }
        List<Object> odd = new ArrayList<>();
        for (Anomaly a : anomalies) {
            odd.add(object(
                    "index", series.rows()[a.index()],
                    "at", series.at(a.index()).orElse(null),
                    "value", a.value(),
                    "expected", a.expected(),
                    "score", a.score()));
        }
        return object("changePoints", points, "anomalies", odd);
    }

    private static Map<String, @Nullable Object> tree(DetectionResult result) {
        List<Object> causes = new ArrayList<>();
        for (CommonCause c : result.commonCauses()) {
            causes.add(object(
                    "onset", c.onset(), "kind", c.kind(), "members", c.members(), "explanation", c.explanation()));
        }
        List<Object> skipped = new ArrayList<>();
        for (NotAssessable n : result.notAssessable()) {
            skipped.add(object("series", n.series(), "reason", n.reason()));
        }
        Map<String, @Nullable Object> scores = new LinkedHashMap<>();
        new TreeMap<>(result.scores()).forEach((name, score) -> scores.put(name, JsonFile.plain(score)));
        return object(
                "series", Map.of(),
                "regressions",
                        result.regressions().stream().map(DetectCommand::tree).toList(),
                "improvements",
                        result.improvements().stream().map(DetectCommand::tree).toList(),
                "scores", scores,
                "commonCauses", causes,
                "newStatements", result.newStatements(),
                "loadStories",
                        result.loadStories().stream()
                                .map(story -> object(
                                        "series", story.statement(),
                                        "since", story.since(),
                                        "callsRatio", story.callsRatio(),
                                        "timeRatio", story.timeRatio(),
                                        "explanation", story.explanation().isEmpty() ? null : story.explanation()))
                                .toList(),
                "unusualHours",
                        result.unusualHours().stream().map(DetectCommand::tree).toList(),
                "notAssessable", skipped);
    }

    private static Map<String, @Nullable Object> tree(HourAnomaly hour) {
        return object(
                "from", hour.from(),
                "to", hour.to(),
                "kind", hour.instance() ? "instance" : "statement",
                "members", hour.members(),
                "ratio", hour.ratio(),
                "extraMs", hour.extraMs(),
                "explanation", hour.explanation());
    }

    private static Map<String, @Nullable Object> tree(Regression r) {
        return object(
                "series", r.statement(),
                "metric", r.metric(),
                "onset", r.onset(),
                "onsetLow", r.onsetLow(),
                "onsetHigh", r.onsetHigh(),
                "magnitude", r.magnitude(),
                "score", r.score(),
                "qValue", r.qValue(),
                "kind", r.kind().name().toLowerCase(Locale.ROOT),
                "cause", r.cause().name().toLowerCase(Locale.ROOT),
                "causeEvidence", r.causeEvidence(),
                "ongoing", r.ongoing(),
                "alarming", r.alarming(),
                "extraMsPerDay", r.extraMsPerDay());
    }

    private void print(DetectionResult result) {
        PrintWriter out = out();
        out.printf(
                Locale.ROOT,
                "%d statements tested: %d regressions, %d improvements, %d follow their load, %d not assessable%n",
                result.scores().size(),
                result.regressions().size(),
                result.improvements().size(),
                result.loadStories().size(),
                result.notAssessable().size());
        for (CommonCause cause : result.commonCauses()) {
            out.println("* " + cause.explanation());
        }
        for (HourAnomaly hour : result.unusualHours()) {
            out.println("* " + (hour.instance() ? "" : hour.members().get(0) + ": ") + hour.explanation());
        }
        for (Regression r : result.regressions()) {
            out.printf(
                    Locale.ROOT,
                    "%-24s %-14s since %s  x%.2f  +%s a day  %s: %s%n",
                    r.statement(),
                    r.metric(),
                    r.onset(),
                    r.magnitude(),
                    Duration.ofMillis(Math.round(r.extraMsPerDay()))
                            .toString()
                            .substring(2)
                            .toLowerCase(Locale.ROOT),
                    r.kind().name().toLowerCase(Locale.ROOT),
                    r.causeEvidence());
        }
        out.flush();
    }

    private void print(
            MetricSeries series, List<ChangePoint> changes, List<Anomaly> anomalies, Optional<String> reason) {
        PrintWriter out = out();
        reason.ifPresent(why -> out.println(series.name() + ": " + why));
        for (ChangePoint c : changes) {
            out.printf(
                    Locale.ROOT,
                    "%s: changed at %s from about %.6g to %.6g%n",
                    series.name(),
                    series.at(c.index()).map(Object::toString).orElse("sample " + series.rows()[c.index()]),
                    c.before(),
                    c.after());
        }
        for (Anomaly a : anomalies) {
            out.printf(
                    Locale.ROOT,
                    "%s: unusual from %s, %.6g instead of about %.6g%n",
                    series.name(),
                    series.at(a.index()).map(Object::toString).orElse("sample " + series.rows()[a.index()]),
                    a.value(),
                    a.expected());
        }
        out.flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
