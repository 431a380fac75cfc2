package dev.nightjar.job.nightly;

import dev.nightjar.detect.Circumstances;
import dev.nightjar.detect.DetectionResult;
import dev.nightjar.detect.DetectionThreshold;
import dev.nightjar.detect.InstanceHistory;
import dev.nightjar.detect.Marker;
import dev.nightjar.detect.RegressionDetector;
import dev.nightjar.detect.StatementHistory;
import dev.nightjar.job.nightly.NightlyRun.Result;
import dev.nightjar.model.Deploy;
import dev.nightjar.model.ServerFacts;
import dev.nightjar.model.Window;
import dev.nightjar.report.DetectedSlowdowns;
import dev.nightjar.store.Dated;
import dev.nightjar.store.SourceCoverage;
import dev.nightjar.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

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
        Past none = Past.before(
                history,
                run.job().zone(),
                coverage.map(SourceCoverage::intervals).orElse(List.of()),
                run.kept(Result.SERVER, ServerFacts.class));
        Past past =
                store.samples().collect(run.target(), Past.KINDS, history, run.window(), none::entry, none.collector());
        List<StatementHistory> statements = past.statements().histories();
        InstanceHistory instance = past.statements().instance(markers(run, history, coverage));
        RegressionDetector detector = new RegressionDetector(
                DetectionThreshold.settings(run.thresholds(), run.job().zone()));
        Circumstances known = past.circumstances();
        DetectionResult result = detector.detect(
                statements,
                instance,
                known,
                slower -> new Circumstances(
                        LogCircumstances.of(slower, run.target(), history, past.grid(), store)
                                .addedTo(known.statements()),
                        known.redisHitRate()));
        run.keep(Result.DETECTION, result);
        run.keepList(
                Result.SLOWDOWNS,
                new DetectedSlowdowns(
                                past.statements()::text, past.statements()::of, one -> detector.baseline(one, instance))
                        .of(result.regressions()));
        run.keepList(
                Result.IMPROVEMENTS,
                new DetectedSlowdowns(past.statements()::text, one -> Optional.empty(), one -> Optional.empty())
                        .of(result.improvements().stream()
                                .filter(one -> one.ongoing() && one.alarming())
                                .toList()));
        ServerSeries servers = past.servers();
        run.keep(Result.DEAD_ROWS, past.deadRows());
        run.keep(
                Result.SERVER_STORY,
                new ServerStory(
                        servers.outlooks(run.diskBytes()),
                        servers.responseTime(past.grid(), statements, run.window()),
                        servers.unusual(past.grid(), run.window())));
    }

    private List<Marker> markers(NightlyRun run, Window history, Optional<SourceCoverage> statements) {
        Stream<Marker> resets = statements.map(SourceCoverage::resets).orElse(List.of()).stream()
                .map(reset -> new Marker(reset.to(), Marker.Kind.RESET, "", "statistics were reset"));
        List<Marker> changes = ServerChanges.of(store.facts().history(run.target(), ServerFacts.class, history));
        Stream<Marker> deploys = store.facts().history(run.target(), Deploy.class, history).stream()
                .map(Dated::fact)
                .map(deploy ->
                        new Marker(deploy.at(), Marker.Kind.DEPLOY, deploy.role(), "deploy of " + deploy.label()));
        return Stream.of(resets, changes.stream(), deploys)
                .flatMap(Function.identity())
                .toList();
    }

    private Optional<SourceCoverage> statementsCoverage(NightlyRun run, Window history) {
        return store.samples().coverage(run.target(), history).stream()
                .filter(coverage -> coverage.source().equals(STATEMENTS))
                .findFirst();
    }
}
