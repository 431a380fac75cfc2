package dev.nightjar.cli;

import static dev.nightjar.cli.JsonFile.object;

import dev.nightjar.advise.redis.RedisChecks;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Evidence;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Night;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.Severity;
import dev.nightjar.model.Snapshot;
import dev.nightjar.model.SnapshotHistory;
import dev.nightjar.model.Thresholds;
import dev.nightjar.model.TimeMap;
import dev.nightjar.model.Window;
import dev.nightjar.source.redis.RedisCapture;
import dev.nightjar.source.redis.RedisReading;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Redis findings from captures alone. */
@Command(
        name = "redis",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Judges Redis servers from captures: folders of INFO samples with configuration and slow log.",
        footer = {"", "Example: nightjar advise redis capture/ --json -"})
final class AdviseRedisCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "CAPTURE", arity = "1..*", description = "Folders of captures.")
    private List<Path> captures = List.of();

    @Option(names = "--json", paramLabel = "FILE", description = "Machine-readable output; - for standard output.")
    private Optional<String> json = Optional.empty();

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            description = "Exit 1 on a finding this severe or worse: critical, high, medium, low, info.")
    private Optional<Severity> failOn = Optional.empty();

    @Option(names = "--quiet", description = "Say nothing but errors.")
    private boolean quiet;

    @Override
    public Integer call() {
        Advice all = Advice.NONE;
        List<Map<String, @Nullable Object>> shapes = new ArrayList<>();
        boolean partial = false;
        PrintWriter out = spec.commandLine().getOut();
        for (Path capture : captures) {
            RedisReading reading = RedisCapture.read(capture, capture.toString());
            Advice advice = new RedisChecks(Thresholds.STANDARD).assess(night(capture, reading));
            partial |= !reading.missing().isEmpty();
            all = all.plus(advice);
            shapes.add(shape(capture, advice));
            if (!quiet && !json.filter("-"::equals).isPresent()) {
                print(out, capture, advice);
            }
        }
        json.ifPresent(
                target -> JsonFile.write(target, shapes.size() == 1 ? shapes.get(0) : object("captures", shapes), out));
        if (partial) {
            return ExitCode.PARTIAL;
        }
        boolean fails = failOn.isPresent()
                && all.findings().stream()
                        .anyMatch(finding -> finding.severity().compareTo(failOn.get()) <= 0);
        return fails ? ExitCode.FINDING : ExitCode.DONE;
    }

    private static Night night(Path capture, RedisReading reading) {
        List<Snapshot> snapshots = reading.snapshots();
        Window window = new Window(
                snapshots.get(0).at(), snapshots.get(snapshots.size() - 1).at().plusMillis(1));
        return new Night(
                capture.toString(),
                window,
                window,
                TimeMap.IDENTITY,
                Double.NaN,
                Double.NaN,
                1,
                Optional.empty(),
                Optional.empty(),
                reading.facts(),
                Optional.empty(),
                List.of(),
                SnapshotHistory.of(snapshots),
                reading.missing());
    }

    private static void print(PrintWriter out, Path capture, Advice advice) {
        out.println(capture);
        if (advice.findings().isEmpty()) {
            out.println("  nothing to report");
        }
        advice.findings().forEach(finding -> {
            out.println("  " + finding.severity().name().toLowerCase(Locale.ROOT) + "  " + finding.check() + "  "
                    + finding.title());
            out.println("      " + finding.explanation());
            answers(advice, finding)
                    .flatMap(one -> one.apply().stream())
                    .forEach(line -> out.println("      > " + line));
        });
        advice.notAssessed().forEach(one -> out.println("  not assessed  " + one.check() + "  " + one.reason()));
        out.flush();
    }

    private static Map<String, @Nullable Object> shape(Path capture, Advice advice) {
        return object(
                "capture", capture.toString(),
                "findings",
                        advice.findings().stream()
                                .map(one -> finding(advice, one))
                                .toList(),
                "notAssessable",
                        advice.notAssessed().stream()
                                .map(one -> object("check", one.check(), "reason", one.reason(), "fix", one.remedy()))
                                .toList());
    }

    private static Map<String, @Nullable Object> finding(Advice advice, Finding finding) {
        return object(
                "id", finding.check(),
                "severity", finding.severity().name().toLowerCase(Locale.ROOT),
                "title", finding.title(),
                "explanation", finding.explanation(),
                "evidence",
                        finding.evidence().stream()
                                .map(AdviseRedisCommand::evidence)
                                .toList(),
                "action",
                        answers(advice, finding)
                                .map(Recommendation::title)
                                .findFirst()
                                .orElse(""),
                "commands",
                        answers(advice, finding)
                                .flatMap(one -> one.apply().stream())
                                .toList(),
                "rollback",
                        answers(advice, finding)
                                .flatMap(one -> one.rollback().stream())
                                .toList(),
                "objects",
                        Stream.concat(
                                        Stream.of(finding.object()),
                                        finding.evidence().stream()
                                                .filter(one -> !one.note().isEmpty())
                                                .map(Evidence::metric))
                                .distinct()
                                .toList());
    }

    private static Map<String, @Nullable Object> evidence(Evidence evidence) {
        return object(
                "metric", evidence.metric(),
                "value", evidence.value(),
                "unit", evidence.unit(),
                "window", evidence.window(),
                "source", evidence.source(),
                "note", evidence.note());
    }

    private static Stream<Recommendation> answers(Advice advice, Finding finding) {
        return advice.recommendations().stream().filter(one -> one.findingIds().contains(finding.id()));
    }
}
