package dev.nightjar.job.schedule;

import dev.nightjar.job.run.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TimeZone;
import org.quartz.CronScheduleBuilder;
import org.quartz.CronTrigger;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;

/**
 * Brings Quartz's stored triggers in line with the job files. A trigger whose cron and zone are unchanged is left alone,
 * since replacing it would forget that it misfired while no scheduler ran, and the missed night would never be caught up.
 */
public final class Schedule {
    /** The Quartz group of all our jobs and triggers. */
    public static final String GROUP = "nightjar";

    private final Scheduler scheduler;

    public Schedule(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * Adds, changes and removes triggers so that exactly the planned ones remain. For one process of a store at a time.
     *
     * @return what was scheduled and is no longer, e.g. because another folder of job files scheduled it
     * @throws SchedulingException when the store refuses
     */
    public List<String> apply(List<TriggerPlan> plans) {
        try {
            return bringInLine(plans);
        } catch (SchedulerException refused) {
            throw new SchedulingException(refused);
        }
    }

    private List<String> bringInLine(List<TriggerPlan> plans) throws SchedulerException {
        List<String> gone = new ArrayList<>();
        Set<JobKey> planned = new HashSet<>();
        for (TriggerPlan plan : plans) {
            JobKey job = JobKey.jobKey(keyOf(plan), GROUP);
            planned.add(job);
            apply(plan, job);
        }
        for (JobKey known : scheduler.getJobKeys(GroupMatcher.jobGroupEquals(GROUP))) {
            if (!planned.contains(known)) {
                scheduler.deleteJob(known);
                gone.add(known.getName());
            }
        }
        return gone;
    }

    /** Name of the job and of the trigger of a line. */
    public static String keyOf(TriggerPlan plan) {
        return plan.job() + " " + plan.target();
    }

    private void apply(TriggerPlan plan, JobKey key) throws SchedulerException {
        TriggerKey triggerKey = TriggerKey.triggerKey(key.getName(), GROUP);
        CronTrigger trigger = TriggerBuilder.newTrigger()
                .withIdentity(triggerKey)
                .forJob(key)
                .withSchedule(CronScheduleBuilder.cronSchedule(plan.cron())
                        .inTimeZone(TimeZone.getTimeZone(plan.zone()))
                        .withMisfireHandlingInstructionFireAndProceed())
                .build();
        if (!scheduler.checkExists(key)) {
            scheduler.scheduleJob(detail(plan, key), trigger);
        } else if (!(scheduler.getTrigger(triggerKey) instanceof CronTrigger stored)) {
            scheduler.scheduleJob(trigger);
        } else if (!stored.getCronExpression().equals(trigger.getCronExpression())
                || !stored.getTimeZone().equals(trigger.getTimeZone())) {
            scheduler.rescheduleJob(triggerKey, trigger);
        }
    }

    private static JobDetail detail(TriggerPlan plan, JobKey key) {
        return JobBuilder.newJob(LaunchJob.class)
                .withIdentity(key)
                .usingJobData(Parameter.TARGET, plan.target())
                .usingJobData(LaunchJob.JOB, plan.job())
                .storeDurably()
                .requestRecovery()
                .build();
    }
}
