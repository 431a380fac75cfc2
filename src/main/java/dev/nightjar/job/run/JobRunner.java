package dev.nightjar.job.run;

import dev.nightjar.job.run.RunResult.Status;
import dev.nightjar.model.Window;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.InvalidJobParametersException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobExecutionAlreadyRunningException;
import org.springframework.batch.core.launch.JobInstanceAlreadyCompleteException;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.launch.JobRestartException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.dao.DataAccessException;

/**
 * Runs a request to its end on the calling thread: a new one from its first step, one that was stopped, failed or killed
 * from the step where it stood.
 */
public final class JobRunner {
    private static final String OURS = "dev.nightjar.";

    /** Nightly runs of all targets among which one that is worth going on with is. */
    private static final int RECENT = 200;

    private final Map<String, Job> jobs;
    private final JobOperator operator;
    private final JobRepository repository;
    private final RunOutcome outcome;
    private final Owner owner = Owner.thisProcess();

    /** Runs those jobs. */
    public JobRunner(List<Job> jobs, JobOperator operator, JobRepository repository, RunOutcome outcome) {
        this.jobs = jobs.stream().collect(java.util.stream.Collectors.toMap(Job::getName, job -> job));
        this.operator = operator;
        this.repository = repository;
        this.outcome = outcome;
    }

    /** Runs it unless it is complete or runs elsewhere. */
    public RunResult run(RunRequest request) {
        return run(request, false);
    }

    /**
     * Runs it unless it is complete or runs elsewhere.
     *
     * @param ownerIsDead whether the caller holds the process of an unfinished run for gone, as a scheduler does that has
     *     not heard from it for a while. It is believed of other machines; a process of this one that is alive only stood
     *     still, and goes on
     */
    public RunResult run(RunRequest request, boolean ownerIsDead) {
        JobParameters parameters = request.parameters(owner);
        Optional<Owner> runsElsewhere = takeOver(request.job(), parameters, ownerIsDead);
        if (runsElsewhere.isPresent()) {
            return runningElsewhere(request, runsElsewhere.get());
        }
        try {
            JobExecution execution = operator.start(job(request.job()), parameters);
            return result(request, execution);
        } catch (JobInstanceAlreadyCompleteException done) {
            return new RunResult(
                    Status.ALREADY_COMPLETE,
                    "%s of %s is already complete for this window; nothing was run or counted twice%s"
                            .formatted(
                                    request.job(),
                                    request.target(),
                                    request instanceof RunRequest.Nightly ? " (--again makes a new revision)" : ""),
                    outcome.missing(request),
                    outcome.files(request));
        } catch (JobExecutionAlreadyRunningException | DataAccessException race) {
            // Another process was a moment faster, or the store is in trouble.
            return takeOver(request.job(), parameters, false)
                    .map(holder -> runningElsewhere(request, holder))
                    .orElseGet(() -> failed(request, String.valueOf(race.getMessage())));
        } catch (JobRestartException | InvalidJobParametersException refused) {
            return failed(request, refused.getMessage() == null ? refused.toString() : refused.getMessage());
        }
    }

    /** Whether a run was begun and is not complete, and no process is known to be at it. */
    public boolean isUnfinished(RunRequest request) {
        JobInstance instance = repository.getJobInstance(request.job(), request.parameters(owner));
        JobExecution last = instance == null ? null : repository.getLastJobExecution(instance);
        return last != null && last.getStatus() != BatchStatus.COMPLETED && (!last.isRunning() || isGone(last, false));
    }

    /** The window of a target's newest nightly run, if that was stopped, failed or killed and begins there. */
    public Optional<Window> unfinishedWindow(String target, Instant from) {
        return repository.getJobInstances(RunRequest.Nightly.JOB, 0, RECENT).stream()
                .map(repository::getLastJobExecution)
                .flatMap(Stream::ofNullable)
                .filter(last -> target.equals(last.getJobParameters().getString(Parameter.TARGET)))
                .findFirst()
                .filter(last -> last.getStatus() != BatchStatus.COMPLETED)
                .map(JobExecution::getJobParameters)
                .filter(parameters -> from.toString().equals(parameters.getString(Parameter.FROM)))
                .map(parameters -> new Window(from, Instant.parse(parameters.getString(Parameter.TO, ""))));
    }

    private Optional<Owner> takeOver(String job, JobParameters parameters, boolean ownerIsDead) {
        JobInstance instance = repository.getJobInstance(job, parameters);
        JobExecution last = instance == null ? null : repository.getLastJobExecution(instance);
        if (instance != null && last == null) {
            // Killed between the two inserts; Spring Batch can't start an instance that never had an execution.
            repository.deleteJobInstance(instance);
        }
        if (last == null || !last.isRunning()) {
            return Optional.empty();
        }
        if (isGone(last, ownerIsDead)) {
            operator.recover(last);
            return Optional.empty();
        }
        return owner(last);
    }

    private static boolean isGone(JobExecution execution, boolean believedDead) {
        return owner(execution)
                .map(owner -> owner.isDead() || (believedDead && !owner.isOfThisMachine()))
                .orElse(true);
    }

    private static Optional<Owner> owner(JobExecution execution) {
        return Optional.ofNullable(execution.getJobParameters().getString(Parameter.OWNER))
                .flatMap(Owner::parse);
    }

    private Job job(String name) {
        Job job = jobs.get(name);
        if (job == null) {
            throw new IllegalArgumentException("there is no job " + name + "; jobs are " + jobs.keySet());
        }
        return job;
    }

    private RunResult result(RunRequest request, JobExecution execution) {
        if (execution.getStatus() == BatchStatus.COMPLETED) {
            return new RunResult(
                    Status.COMPLETED,
                    request.job() + " of " + request.target() + " is done",
                    outcome.missing(request),
                    outcome.files(request));
        }
        if (execution.getStatus() == BatchStatus.STOPPED) {
            return new RunResult(
                    Status.STOPPED,
                    request.job() + " of " + request.target()
                            + " was stopped; the same command goes on where it stopped",
                    List.of(),
                    List.of());
        }
        return failed(request, reason(execution));
    }

    private static String reason(JobExecution execution) {
        return execution.getAllFailureExceptions().stream()
                .findFirst()
                .map(JobRunner::telling)
                .map(cause -> cause.getMessage() == null ? cause.toString() : cause.getMessage())
                .orElse("its state is " + execution.getStatus());
    }

    /** Our own words, which hold the remedy; where there are none, those nearest to the cause. */
    private static Throwable telling(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause.getClass().getName().startsWith(OURS)) {
                return cause;
            }
        }
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause;
    }

    private RunResult failed(RunRequest request, String reason) {
        return new RunResult(
                Status.FAILED,
                "%s of %s failed: %s; the same command goes on at the step that failed"
                        .formatted(request.job(), request.target(), reason),
                outcome.missing(request),
                outcome.files(request));
    }

    private static RunResult runningElsewhere(RunRequest request, Owner holder) {
        return new RunResult(
                Status.RUNNING_ELSEWHERE,
                "%s of %s runs already, in process %d on %s since %s; if that process is gone, --recover goes on with it"
                        .formatted(request.job(), request.target(), holder.pid(), holder.host(), holder.started()),
                List.of(),
                List.of());
    }
}
