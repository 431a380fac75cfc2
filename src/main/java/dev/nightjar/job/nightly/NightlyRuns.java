package dev.nightjar.job.nightly;

import static java.util.Objects.requireNonNull;

import dev.nightjar.config.Job;
import dev.nightjar.job.run.Parameter;
import dev.nightjar.job.run.RunRequest;
import dev.nightjar.model.Window;
import dev.nightjar.store.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.Function;
import org.springframework.batch.core.job.parameters.JobParameters;

/** Finds what a run is about from the parameters that Spring Batch keeps. */
public final class NightlyRuns {
    private static final DateTimeFormatter FOLDER =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HHmm").withZone(ZoneOffset.UTC);

    private final Function<String, Job> jobs;
    private final Store store;

    /** @param jobs the job file of a target's name */
    public NightlyRuns(Function<String, Job> jobs, Store store) {
        this.jobs = jobs;
        this.store = store;
    }

    /** The run of a job execution. */
    public NightlyRun of(JobParameters parameters) {
        Job job = jobs.apply(requireNonNull(parameters.getString(Parameter.TARGET), Parameter.TARGET));
        Window window = new Window(
                Instant.parse(requireNonNull(parameters.getString(Parameter.FROM), Parameter.FROM)),
                Instant.parse(requireNonNull(parameters.getString(Parameter.TO), Parameter.TO)));
        String out = parameters.getString(Parameter.OUT);
        int revision = Integer.parseInt(requireNonNull(parameters.getString(Parameter.REVISION), Parameter.REVISION));
        return new NightlyRun(job, window, revision, out == null ? folder(job, window) : Path.of(out), store);
    }

    /** The run that a request asks for. */
    public NightlyRun of(RunRequest.Nightly request) {
        Job job = jobs.apply(request.target());
        Path folder = request.out().orElseGet(() -> folder(job, request.window()));
        return new NightlyRun(job, request.window(), request.revision(), folder, store);
    }

    private static Path folder(Job job, Window window) {
        String target = job.target().replaceAll("[^A-Za-z0-9._-]", "_");
        return job.delivery().directory().resolve(target).resolve(FOLDER.format(window.to()));
    }
}
