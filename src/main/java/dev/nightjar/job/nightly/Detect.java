package dev.nightjar.job.nightly;

import dev.nightjar.detect.DetectionResult;
import dev.nightjar.detect.DetectionSettings;
import dev.nightjar.detect.DetectionThreshold;
import dev.nightjar.detect.Marker;
import dev.nightjar.detect.RegressionDetector;
import dev.nightjar.job.nightly.NightlyRun.Result;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.SubjectKind;
import dev.nightjar.model.Window;
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

    @Override
    public void run(NightlyRun run) {
        StatementSeries series = series(run);
        DetectionSettings settings =
                DetectionThreshold.settings(run.thresholds(), run.job().zone());
        DetectionResult result =
                new RegressionDetector(settings).detect(series.histories(), series.instance(markers(run)));
        run.keep(Result.DETECTION, result);
    }

    /** What detection reads: statements by the hour, the servers by the day. */
    record Past(StatementSeries statements, ServerSeries servers, HourlyGrid grid) {}

    /** The hourly series of all statements, as far back as there are samples. */
    StatementSeries series(NightlyRun run) {
        return past(run).statements();
    }

    Past past(NightlyRun run) {
        Window history =
                new Window(run.window().to().minus(HISTORY), run.window().to());
        List<SubjectHistory> all = store.samples().histories(run.target(), history, run.window());
        List<SubjectHistory> statements = all.stream()
                .filter(subject -> subject.subject().kind() == SubjectKind.STATEMENT)
                .toList();
        List<Window> visits =
                statementsCoverage(run, history).map(SourceCoverage::intervals).orElse(List.of());
        Window covered = visits.isEmpty() ? history : new Window(visits.get(0).from(), history.to());
        HourlyGrid grid = new HourlyGrid(covered, visits);
        return new Past(
                new StatementSeries(grid, statements),
                new ServerSeries(all, history, run.job().zone()),
                grid);
    }

    private List<Marker> markers(NightlyRun run) {
        Window history =
                new Window(run.window().to().minus(HISTORY), run.window().to());
        return statementsCoverage(run, history).map(SourceCoverage::resets).orElse(List.of()).stream()
                .map(reset -> new Marker(reset.to(), Marker.Kind.RESET, "", "statistics were reset"))
                .toList();
    }

    private Optional<SourceCoverage> statementsCoverage(NightlyRun run, Window history) {
        return store.samples().coverage(run.target(), history).stream()
                .filter(coverage -> coverage.source().equals(STATEMENTS))
                .findFirst();
    }
}
