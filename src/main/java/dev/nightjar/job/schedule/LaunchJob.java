package dev.nightjar.job.schedule;

import dev.nightjar.job.run.JobRunner;
import dev.nightjar.job.run.Parameter;
import dev.nightjar.job.run.RunRequest;
import dev.nightjar.job.run.RunResult;
import java.time.Instant;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobDataMap;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a trigger fires: it turns the slot into a run's identity and runs it. After a crash the scheduler that takes over
 * fires it again with the original slot in its data.
 */
@DisallowConcurrentExecution
public final class LaunchJob implements Job {
    static final String JOB = "job";

    private static final Logger LOG = LoggerFactory.getLogger(LaunchJob.class);

    private final JobRunner runner;
    private final Slots slots;

    /** By Spring, which hands Quartz its jobs. */
    public LaunchJob(JobRunner runner, Slots slots) {
        this.runner = runner;
        this.slots = slots;
    }

    @Override
    public void execute(JobExecutionContext context) throws JobExecutionException {
        JobDataMap data = context.getMergedJobDataMap();
        Instant slot = originalSlot(context);
        RunRequest request = slots.request(data.getString(JOB), data.getString(Parameter.TARGET), slot);
        RunResult result = runner.run(request, context.isRecovering());
        switch (result.status()) {
            case COMPLETED, ALREADY_COMPLETE -> {
                LOG.info("{}", result.message());
                result.missing().forEach(input -> LOG.warn("not read: {}: {}", input.source(), input.reason()));
            }
            case RUNNING_ELSEWHERE, STOPPED -> LOG.warn("{}", result.message());
            case FAILED -> {
                // Quartz itself logs the exception at a level that nobody reads.
                LOG.error("{}", result.message());
                throw new JobExecutionException(result.message());
            }
        }
    }

    private static Instant originalSlot(JobExecutionContext context) {
        if (context.isRecovering()) {
            String scheduled = context.getMergedJobDataMap()
                    .getString(Scheduler.FAILED_JOB_ORIGINAL_TRIGGER_SCHEDULED_FIRETIME_IN_MILLISECONDS);
            if (scheduled != null) {
                return Instant.ofEpochMilli(Long.parseLong(scheduled));
            }
        }
        return context.getScheduledFireTime().toInstant();
    }
}
