package dev.nightjar.job.nightly;

import dev.nightjar.detect.DetectionResult;
import dev.nightjar.detect.DetectionThreshold;
import dev.nightjar.detect.InstanceHistory;
import dev.nightjar.detect.Marker;
import dev.nightjar.detect.RegressionDetector;
import dev.nightjar.detect.StatementHistory;
import dev.nightjar.job.nightly.NightlyRun.Result;
import dev.nightjar.model.Window;
import dev.nightjar.report.DetectedSlowdowns;
import dev.nightjar.store.SourceCoverage;
import dev.nightjar.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Judges each statement against its own past. */
final class Detect implements Stage {
    /** As far back as the hour-of-week seasons of a baseline are learned from. */
    static final Duration HISTORY = Duration.ofDays(35);

    static final String STATEMENTS = "pg_stat_statements";

    private final Store store;

    Detect(Store store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "detect";
    }

    /** All that needs weeks of samples is made here, so that they are read once. */
    @Override
    public void run(NightlyRun run) {
        Window history =
                new Window(run.window().to().minus(HISTORY), run.window().to());
        Optional<SourceCoverage> coverage = statementsCoverage(run, history);
        Past past = store.samples()
                .collect(
                        run.target(),
                        Past.KINDS,
                        history,
                        run.window(),
                        Past.collector(
                                history,
                                run.job().zone(),
                                coverage.map(SourceCoverage::intervals).orElse(List.of())));
        List<StatementHistory> statements = past.statements().histories();
        InstanceHistory instance = past.statements().instance(markers(coverage));
        RegressionDetector detector = new RegressionDetector(
                DetectionThreshold.settings(run.thresholds(), run.job().zone()));
        DetectionResult result = detector.detect(statements, instance);
        run.keep(Result.DETECTION, result);
        run.keepList(
                Result.SLOWDOWNS,
                new DetectedSlowdowns(
                                past.statements()::text, past.statements()::of, one -> detector.baseline(one, instance))
                        .of(result.regressions()));
        ServerSeries servers = past.servers();
        run.keep(
                Result.AHEAD,
                new Ahead(servers.outlooks(), servers.responseTime(past.grid(), statements, run.window())));
    }

    private static List<Marker> markers(Optional<SourceCoverage> statements) {
        return statements.map(SourceCoverage::resets).orElse(List.of()).stream()
                .map(reset -> new Marker(reset.to(), Marker.Kind.RESET, "", "statistics were reset"))
                .toList();
    }

    private Optional<SourceCoverage> statementsCoverage(NightlyRun run, Window history) {
        return store.samples().coverage(run.target(), history).stream()
                .filter(coverage -> coverage.source().equals(STATEMENTS))
                .findFirst();
    }
}
