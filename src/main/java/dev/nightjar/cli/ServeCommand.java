package dev.nightjar.cli;

import dev.nightjar.config.Job;
import dev.nightjar.config.JobFiles;
import dev.nightjar.job.run.RunRequest;
import dev.nightjar.job.schedule.Schedule;
import dev.nightjar.job.schedule.TriggerPlan;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The daemon. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Runs every job of the job files on its schedule until it is stopped.",
        footer = {
            "",
            "Several processes on one PostgreSQL store share the schedule; when one dies, another takes its runs over.",
            "",
            "Example: nightjar serve --config /etc/nightjar --store jdbc:postgresql://db/nightjar"
        })
final class ServeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StoreOptions options;

    @Override
    public Integer call() throws SchedulerException, InterruptedException {
        List<Job> jobs = new JobFiles(System.getenv()).load(options.configFolder());
        List<TriggerPlan> plans = plans(jobs);
        if (plans.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("nightjar: no job file in " + options.configFolder()
                            + " has a schedule; give collect.schedule and nightly.schedule");
            return ExitCode.USAGE;
        }
        CountDownLatch stopped = new CountDownLatch(1);
        try (Application application = Application.daemon(options.openShared("serve"), JobTable.of(jobs))) {
            Scheduler scheduler = application.bean(Scheduler.class);
            TerminationSignal.onFirst(() -> {
                application.stopRequest().stop();
                stopped.countDown();
            });
            application.bean(Schedule.class).apply(plans);
            scheduler.start();
            announce(scheduler, plans);
            stopped.await();
            scheduler.shutdown(true);
        }
        return ExitCode.DONE;
    }

    private static List<TriggerPlan> plans(List<Job> jobs) {
        List<TriggerPlan> plans = new ArrayList<>();
        for (Job job : jobs) {
            job.collectSchedule()
                    .ifPresent(
                            cron -> plans.add(new TriggerPlan(job.target(), RunRequest.Collect.JOB, cron, job.zone())));
            job.nightly()
                    .schedule()
                    .ifPresent(
                            cron -> plans.add(new TriggerPlan(job.target(), RunRequest.Nightly.JOB, cron, job.zone())));
        }
        return plans;
    }

    private void announce(Scheduler scheduler, List<TriggerPlan> plans) throws SchedulerException {
        for (TriggerPlan plan : plans) {
            Trigger trigger = scheduler.getTrigger(TriggerKey.triggerKey(Schedule.keyOf(plan), Schedule.GROUP));
            Date next = trigger == null ? null : trigger.getNextFireTime();
            spec.commandLine()
                    .getErr()
                    .println(plan.job() + " of " + plan.target() + ": " + plan.cron() + " (" + plan.zone() + "), next "
                            + (next == null ? "never" : next.toInstant()));
        }
        spec.commandLine().getErr().flush();
    }
}
