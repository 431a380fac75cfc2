package dev.nightjar.cli;

import dev.nightjar.config.Job;
import dev.nightjar.config.JobFiles;
import dev.nightjar.demo.DemoException;
import dev.nightjar.demo.DemoPlan;
import dev.nightjar.demo.DemoServers;
import dev.nightjar.demo.DemoVerdict;
import dev.nightjar.demo.Pace;
import dev.nightjar.demo.ParcelService;
import dev.nightjar.demo.PlantedProblem;
import dev.nightjar.demo.Progress;
import dev.nightjar.demo.Workload;
import dev.nightjar.embedded.EmbeddedServerException;
import dev.nightjar.job.run.RunRequest;
import dev.nightjar.job.run.RunResult;
import dev.nightjar.model.Finding;
import dev.nightjar.model.RankedRecommendation;
import dev.nightjar.model.TimeMap;
import dev.nightjar.model.Window;
import dev.nightjar.store.Store;
import dev.nightjar.store.StoreSettings;
import dev.nightjar.store.jdbc.StoreException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what Nightjar does on real servers that it starts itself. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Starts a private PostgreSQL 18 and Redis, plays two simulated weeks of a parcel service with planted"
                        + " problems, runs the same collect and nightly jobs as for any target, and says what the report found.",
        footer = {"", "Example: nightjar demo --out /tmp/demo --keep"})
final class DemoCommand implements Callable<Integer> {
    private static final int START = 0;
    private static final int LOAD = 1;
    private static final int PLAY = 2;
    private static final int ANALYSE = 3;

    /** Real time to get ready in before the first simulated hour. */
    private static final Duration LEAD = Duration.ofSeconds(4);

    @Spec
    private CommandSpec spec;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder of the report (default: nightjar-demo).")
    private Path out = Path.of("nightjar-demo");

    @Option(names = "--keep", description = "Leave the servers up and print how to connect.")
    private boolean keep;

    @Option(names = "--quiet", description = "Print the result only.")
    private boolean quiet;

    private final StopSwitch stops = new StopSwitch();

    @Override
    public Integer call() throws IOException {
        DemoServers.checkSpace();
        Files.createDirectories(out);
        DemoPlan plan = DemoPlan.twoWeeks(DemoPlan.latestFirstDay(LocalDate.now(Clock.systemUTC())));
        TerminationSignal.onFirst(stops::pull);
        List<ProgressBar.Phase> phases = List.of(
                new ProgressBar.Phase("Starting PostgreSQL 18 and Redis", Duration.ofSeconds(5)),
                new ProgressBar.Phase("Loading the parcel service", Duration.ofSeconds(25)),
                new ProgressBar.Phase("Playing two weeks", plan.playingTime()),
                new ProgressBar.Phase("Analysing", Duration.ofSeconds(40)));
        boolean terminal = CommandLine.Help.Ansi.AUTO.enabled() && !quiet;
        try (ProgressBar bar = new ProgressBar(
                quiet ? new PrintWriter(Writer.nullWriter()) : messages(), terminal, Clock.systemUTC(), phases)) {
            return run(plan, bar);
        } catch (DemoException | EmbeddedServerException | StoreException failed) {
            if (stops.isPulled()) {
                messages().println("nightjar: the demo was stopped; its servers are down and nothing is left of them");
                messages().flush();
                return ExitCode.STOPPED;
            }
            throw failed;
        }
    }

    private int run(DemoPlan planned, ProgressBar bar) {
        // Starting and loading stop by interrupt only; during the play one could close the store's file.
        Runnable interrupt = Thread.currentThread()::interrupt;
        stops.onPull(interrupt);
        try (DemoServers servers = DemoServers.start(progress(bar, START))) {
            servers.runAsSuperuser(Packed.text("sql/grants.sql"));
            new ParcelService(servers, planned, progress(bar, LOAD)).create();
            stops.forget(interrupt);
            DemoPlan plan = new Pace(servers).adjust(planned);
            bar.expect(PLAY, LEAD.plus(plan.playingTime()));
            Path pools = out.resolve("pool-samples.jsonl");
            JobTable jobs = JobTable.of(List.of());
            try (Application application = Application.oneShot(store(), jobs);
                    Workload workload = new Workload(servers, plan, pools, Clock.systemUTC())) {
                stops.onPull(workload::stop);
                stops.onPull(application.stopRequest()::stop);
                Job job = job(servers, workload.start(LEAD), pools);
                jobs.add(job);
                Conclusion conclusion = play(application, workload, plan, job, bar);
                bar.close();
                return conclude(servers, conclusion);
            }
        }
    }

    private Conclusion play(Application application, Workload workload, DemoPlan plan, Job job, ProgressBar bar) {
        // The first visit only marks where counting begins, and warms up what the next ones need.
        application
                .runner()
                .run(new RunRequest.Collect(job.target(), plan.start().minusSeconds(3600)));
        workload.forEachHour(hour -> {
            application.runner().run(new RunRequest.Collect(job.target(), hour));
            bar.at(PLAY, "", Duration.between(plan.start(), hour).toHours() / (double) plan.hours());
        });
        bar.at(ANALYSE, "", 0);
        Window window = job.nightly().windowBefore(plan.end(), job.zone());
        RunResult result = application.runner().run(new RunRequest.Nightly(job.target(), window, 1, Optional.of(out)));
        return new Conclusion(
                result, DemoVerdict.of(PlantedProblem.all(plan), reported(application.store(), job, window)));
    }

    /** What came of it. */
    private record Conclusion(RunResult result, DemoVerdict verdict) {}

    private int conclude(DemoServers servers, Conclusion conclusion) {
        RunResult result = conclusion.result();
        DemoVerdict verdict = conclusion.verdict();
        if (result.status() != RunResult.Status.COMPLETED) {
            messages().println("nightjar: " + result.message());
            messages().flush();
            return result.status() == RunResult.Status.STOPPED ? ExitCode.STOPPED : ExitCode.FAILED;
        }
        new DemoSummary(spec.commandLine().getOut()).print(verdict, result.files());
        if (keep) {
            new DemoSummary(spec.commandLine().getOut()).printConnections(servers, servers.keep());
        }
        result.missing().forEach(input -> messages().println("not read: " + input.source() + ": " + input.reason()));
        messages().flush();
        int code = result.missing().isEmpty() ? ExitCode.DONE : ExitCode.PARTIAL;
        return verdict.foundAll() ? code : ExitCode.FAILED;
    }

    private static List<DemoVerdict.Reported> reported(Store store, Job job, Window window) {
        List<DemoVerdict.Reported> reported = new ArrayList<>();
        Map<String, RankedRecommendation> byFinding = new HashMap<>();
        for (RankedRecommendation ranked : store.nights().recommendations(job.target(), window)) {
            ranked.recommendation().findingIds().forEach(id -> byFinding.put(id, ranked));
        }
        for (Finding finding : store.nights().findings(job.target(), window)) {
            String text = finding.title() + "\n" + finding.explanation() + "\n"
                    + Optional.ofNullable(byFinding.get(finding.id()))
                            .map(ranked -> ranked.recommendation().title() + "\n"
                                    + String.join("\n", ranked.recommendation().apply()))
                            .orElse("");
            reported.add(new DemoVerdict.Reported(finding.check(), finding.object(), text, finding.since()));
        }
        return reported;
    }

    private Job job(DemoServers servers, TimeMap timeMap, Path pools) {
        Map<String, String> environment = new HashMap<>();
        environment.put("NIGHTJAR_DEMO_POSTGRES", servers.monitor().url());
        environment.put("NIGHTJAR_DEMO_USER", servers.monitor().user());
        environment.put("NIGHTJAR_DEMO_PASSWORD", servers.monitor().password());
        environment.put(
                "NIGHTJAR_DEMO_REDIS",
                "redis://" + servers.redis().host() + ":" + servers.redis().port());
        environment.put(
                "NIGHTJAR_DEMO_REDIS_PASSWORD", servers.redis().password().orElse(""));
        environment.put("NIGHTJAR_DEMO_LOGS", servers.logDirectory().toString());
        environment.put("NIGHTJAR_DEMO_POOLS", pools.toAbsolutePath().toString());
        environment.put("NIGHTJAR_DEMO_OUT", out.toAbsolutePath().toString());
        environment.put("NIGHTJAR_DEMO_SERVER_ORIGIN", timeMap.serverOrigin().toString());
        environment.put("NIGHTJAR_DEMO_MAPPED_ORIGIN", timeMap.mappedOrigin().toString());
        environment.put("NIGHTJAR_DEMO_FACTOR", Double.toString(timeMap.factor()));
        return new JobFiles(environment).parse("jobs/demo.yaml", Packed.text("jobs/demo.yaml"));
    }

    /** A store of its own, fresh for each demo: a second demo is not a second night of the first. */
    private Store store() {
        Path folder = out.resolve("store");
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(folder.resolve("demo.mv.db"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Store.open(StoreSettings.file(folder.resolve("demo")).forPurpose("demo"));
    }

    private static Progress progress(ProgressBar bar, int phase) {
        return (what, done) -> bar.at(phase, what, done);
    }

    private PrintWriter messages() {
        return spec.commandLine().getErr();
    }
}
