package dev.nightjar.cli;

import dev.nightjar.config.Job;
import dev.nightjar.config.JobFiles;
import dev.nightjar.job.nightly.KnownThresholds;
import dev.nightjar.job.run.RunRequest;
import dev.nightjar.job.run.RunResult;
import dev.nightjar.model.Finding;
import dev.nightjar.model.MissingInput;
import dev.nightjar.model.Severity;
import dev.nightjar.model.Window;
import dev.nightjar.store.NightEntry;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Launches a job now. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Runs a job of the job files now, on demand.",
        footer = {
            "",
            "The same target and window is one run: when it is complete nothing is run or counted twice; one that was",
            "stopped, failed or killed goes on at the step where it stood.",
            "",
            "Example: nightjar run nightly --target shop --from 2026-03-01T00:00:00Z --to 2026-03-02T00:00:00Z"
        })
final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StoreOptions options;

    @Parameters(paramLabel = "JOB", description = "collect or nightly.")
    private Kind kind;

    @Option(names = "--target", paramLabel = "NAME", description = "Only this target (default: all).")
    private Optional<String> target = Optional.empty();

    @Option(
            names = "--from",
            paramLabel = "T",
            description = "Begin of the window, ISO 8601 (default: the last complete window of the job file).")
    private Optional<Instant> from = Optional.empty();

    @Option(names = "--to", paramLabel = "T", description = "End of the window, ISO 8601.")
    private Optional<Instant> to = Optional.empty();

    @Option(names = "--out", paramLabel = "DIR", description = "Folder of the report instead of the job file's.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--again",
            description =
                    "Make a new revision of a window that is complete (late logs, new thresholds); it replaces the"
                            + " old one.")
    private boolean again;

    @Option(
            names = "--recover",
            description =
                    "Go on with a run that a killed process left, although this can't be seen from here because it was"
                            + " on another machine or this one has a new name. Never while that process lives.")
    private boolean recover;

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            description = "Exit 1 when the night has a finding this bad or worse: ${COMPLETION-CANDIDATES}.")
    private Optional<Severity> failOn = Optional.empty();

    @Option(names = "--json", paramLabel = "FILE", description = "How it ended, machine-readable; - = standard output.")
    private Optional<String> json = Optional.empty();

    @Option(names = "--quiet", description = "Say nothing but errors.")
    private boolean quiet;

    /** The jobs there are. */
    enum Kind {
        collect,
        nightly
    }

    @Override
    public Integer call() {
        if (from.isPresent() != to.isPresent()) {
            throw new ParameterException(spec.commandLine(), "--from and --to go together");
        }
        if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
            throw new ParameterException(spec.commandLine(), "--from must be before --to");
        }
        JobFiles files = new JobFiles(System.getenv());
        List<Job> jobs = target.map(name -> List.of(files.find(options.configFolder(), name)))
                .orElseGet(() -> files.load(options.configFolder()));
        if (jobs.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "there is no job file in " + options.configFolder() + "; write the first one with: nightjar init");
        }
        jobs.forEach(KnownThresholds::of);
        try (Application application = Application.oneShot(options.open("run " + kind), JobTable.of(jobs))) {
            TerminationSignal.onFirst(application.stopRequest()::stop);
            int code = ExitCode.DONE;
            List<Map<String, ?>> runs = new ArrayList<>();
            for (Job job : jobs) {
                RunRequest request = request(job, jobs.size(), application);
                RunResult result = application.runner().run(request, recover);
                List<Finding> findings = findings(request, application);
                runs.add(RunJson.of(request, result, findings));
                code = ExitCode.worse(code, report(result));
                code = ExitCode.worse(code, isBad(findings) ? ExitCode.FINDING : ExitCode.DONE);
                if (application.stopRequest().isStopped()) {
                    code = ExitCode.worse(code, ExitCode.STOPPED);
                    break;
                }
            }
            json.ifPresent(file -> JsonFile.write(
                    file, JsonFile.object("runs", runs), spec.commandLine().getOut()));
            return code;
        }
    }

    /** What the window's newest revision found; nothing for a visit. */
    private static List<Finding> findings(RunRequest request, Application application) {
        return request instanceof RunRequest.Nightly nightly
                ? application.store().nights().findings(nightly.target(), nightly.window())
                : List.of();
    }

    private boolean isBad(List<Finding> findings) {
        return failOn.isPresent()
                && findings.stream().anyMatch(finding -> finding.severity().compareTo(failOn.get()) <= 0);
    }

    private RunRequest request(Job job, int targets, Application application) {
        Instant now = job.timeMap().toMapped(Clock.systemUTC().instant());
        if (kind == Kind.collect) {
            return new RunRequest.Collect(job.target(), now.truncatedTo(ChronoUnit.SECONDS));
        }
        Window window = from.isPresent() && to.isPresent()
                ? new Window(from.get(), to.get())
                : defaultWindow(job, now, application);
        int latest = latestRevision(application, job, window);
        Optional<Path> folder = targets == 1 ? out : out.map(common -> common.resolve(job.target()));
        RunRequest.Nightly newest = new RunRequest.Nightly(job.target(), window, Math.max(1, latest), folder);
        boolean next = again && latest > 0 && !application.runner().isUnfinished(newest);
        return next ? new RunRequest.Nightly(job.target(), window, latest + 1, folder) : newest;
    }

    /**
     * The last window that is complete, unless nothing was collected in it or before: then, as on the first day, the time
     * since, up to the next full minute, or the one that such a run did not end.
     */
    private static Window defaultWindow(Job job, Instant now, Application application) {
        Window last = job.nightly().windowBefore(now, job.zone());
        Window lookback = job.nightly().lookback(last, job.zone());
        return application.store().samples().coverage(job.target(), lookback).isEmpty()
                ? application
                        .runner()
                        .unfinishedWindow(job.target(), last.to())
                        .orElseGet(() -> new Window(
                                last.to(), now.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES)))
                : last;
    }

    private static int latestRevision(Application application, Job job, Window window) {
        return application.store().nights().list(job.target()).stream()
                .filter(night -> night.window().equals(window))
                .mapToInt(NightEntry::revision)
                .max()
                .orElse(0);
    }

    private int report(RunResult result) {
        PrintWriter err = spec.commandLine().getErr();
        PrintWriter output = spec.commandLine().getOut();
        boolean bad =
                result.status() == RunResult.Status.FAILED || result.status() == RunResult.Status.RUNNING_ELSEWHERE;
        if (bad || !quiet) {
            err.println(result.message());
            for (MissingInput input : result.missing()) {
                err.println("  not read: " + input.source() + ": " + input.reason());
                err.println("    remedy: " + input.remedy().replace("\n", "\n            "));
            }
        }
        if (!quiet && !json.equals(Optional.of("-"))) {
            result.files().forEach(output::println);
        }
        output.flush();
        err.flush();
        return switch (result.status()) {
            case COMPLETED, ALREADY_COMPLETE -> result.missing().isEmpty() ? ExitCode.DONE : ExitCode.PARTIAL;
            case STOPPED -> ExitCode.STOPPED;
            case RUNNING_ELSEWHERE, FAILED -> ExitCode.FAILED;
        };
    }
}
