package dev.nightjar.job.schedule;

import dev.nightjar.job.run.JobRunner;
import dev.nightjar.job.run.Parameter;
import dev.nightjar.job.run.RunRequest;
import dev.nightjar.job.run.RunResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobDataMap;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a trigger fires: it turns the slot into a run's identity and runs it. After a crash the scheduler that takes over
 * fires it again with the original slot in its data.
 */
@DisallowConcurrentExecution
public final class LaunchJob implements Job {
    static final String JOB = "job";

    /** In the data of a trigger that looks again: the slot of the run, in milliseconds. */
    private static final String SLOT = "slot";

    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

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
        boolean inherited = context.isRecovering() || data.containsKey(SLOT);
        RunResult result = runner.run(request, inherited);
        switch (result.status()) {
            case COMPLETED, ALREADY_COMPLETE -> {
                LOG.info("{}", result.message());
                result.missing().forEach(input -> LOG.warn("not read: {}: {}", input.source(), input.reason()));
            }
            case STOPPED -> LOG.warn("{}", result.message());
            case RUNNING_ELSEWHERE -> {
                LOG.warn("{}", result.message());
                if (inherited) {
                    lookAgain(context, slot);
                }
            }
            case FAILED -> {
                // Quartz itself logs the exception at a level that nobody reads.
                LOG.error("{}", result.message());
                throw new JobExecutionException(result.message());
            }
        }
    }

    /** The scheduler has handed the run over for good; its process, which only stood still so far, may yet die. */
    private static void lookAgain(JobExecutionContext context, Instant slot) throws JobExecutionException {
        try {
            context.getScheduler()
                    .scheduleJob(TriggerBuilder.newTrigger()
                            .forJob(context.getJobDetail().getKey())
                            .usingJobData(SLOT, String.valueOf(slot.toEpochMilli()))
                            .startAt(Date.from(context.getFireTime().toInstant().plus(LOOK_AGAIN)))
                            .build());
        } catch (SchedulerException down) {
            throw new JobExecutionException(down);
        }
    }

    private static Instant originalSlot(JobExecutionContext context) {
        String inherited = context.getMergedJobDataMap().getString(SLOT);
        if (inherited != null) {
            return Instant.ofEpochMilli(Long.parseLong(inherited));
        }
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
