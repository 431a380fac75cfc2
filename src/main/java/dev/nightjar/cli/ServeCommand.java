package dev.nightjar.cli;

import dev.nightjar.config.ConfigurationException;
import dev.nightjar.config.Job;
import dev.nightjar.config.JobFiles;
import dev.nightjar.job.nightly.KnownThresholds;
import dev.nightjar.job.run.RunRequest;
import dev.nightjar.job.schedule.Schedule;
import dev.nightjar.job.schedule.Slots;
import dev.nightjar.job.schedule.TriggerPlan;
import dev.nightjar.serve.HttpFace;
import dev.nightjar.serve.Launcher;
import dev.nightjar.store.Store;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.quartz.CronExpression;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

    private static final String DEFAULT_HTTP = "127.0.0.1:7390";

    @Spec
    private CommandSpec spec;

    @Mixin
    private StoreOptions options;

    @Option(
            names = "--http",
            paramLabel = "HOST:PORT",
            description = "Where health, metrics and reports are answered and runs are launched; off = nowhere"
                    + " (default: 127.0.0.1:7390, left out when that is taken). It asks for no password.")
    private Optional<String> http = Optional.empty();

    @Override
    public Integer call() throws SchedulerException, InterruptedException {
        List<Job> jobs = new JobFiles(System.getenv()).load(options.configFolder());
        jobs.forEach(KnownThresholds::of);
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
                standBy(scheduler);
                application.stopRequest().stop();
                stopped.countDown();
            });
            // Daemons that start at the same moment would each add what the other adds.
            Schedule schedule = application.bean(Schedule.class);
            application.store().alone(() -> schedule.apply(plans));
            scheduler.start();
            goOn(application, scheduler, plans);
            announce(scheduler, plans);
            Optional<HttpFace> face = listen(application.store(), jobs, scheduler);
            stopped.await();
            face.ifPresent(HttpFace::close);
            scheduler.shutdown(true);
        }
        return ExitCode.DONE;
    }

    private Optional<HttpFace> listen(Store store, List<Job> jobs, Scheduler scheduler) {
        if (http.equals(Optional.of("off"))) {
            return Optional.empty();
        }
        InetSocketAddress address = address(http.orElse(DEFAULT_HTTP));
        Launcher launcher = (job, target) -> launch(scheduler, job, target);
        try {
            HttpFace face = HttpFace.open(address, store, jobs, launcher, Clock.systemUTC());
            say("http://" + face.address().getAddress().getHostAddress() + ":"
                    + face.address().getPort() + "/health, /metrics, /nights/TARGET, /report/TARGET");
            return Optional.of(face);
        } catch (IOException taken) {
            String problem = "cannot listen at " + address + " (" + taken.getMessage() + "); give another with --http";
            if (http.isPresent()) {
                throw new ConfigurationException(problem);
            }
            say("nightjar: " + problem);
            return Optional.empty();
        }
    }

    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        try {
            return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
        } catch (RuntimeException notAnAddress) {
            throw new ConfigurationException("--http " + text + " is no address; give HOST:PORT or off");
        }
    }

    private static boolean launch(Scheduler scheduler, String job, String target) {
        JobKey key = JobKey.jobKey(job + " " + target, Schedule.GROUP);
        try {
            if (!scheduler.checkExists(key)) {
                return false;
            }
            scheduler.triggerJob(key);
            return true;
        } catch (SchedulerException down) {
            throw new IllegalStateException("the scheduler does not take the job: " + down.getMessage(), down);
        }
    }

    private void say(String line) {
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
    }

    private static List<TriggerPlan> plans(List<Job> jobs) {
        List<TriggerPlan> plans = new ArrayList<>();
        for (Job job : jobs) {
            job.collectSchedule().ifPresent(cron -> plans.add(plan(job, RunRequest.Collect.JOB, cron)));
            job.nightly().schedule().ifPresent(cron -> plans.add(plan(job, RunRequest.Nightly.JOB, cron)));
        }
        return plans;
    }

    /** No slot may be used up by a run that is stopped at once. */
    private static void standBy(Scheduler scheduler) {
        try {
            scheduler.standby();
        } catch (SchedulerException alreadyDown) {
            LOG.debug("the scheduler is down already");
        }
    }

    /** A nightly run that was stopped or failed goes on at the next start; one that was killed Quartz fires again. */
    private static void goOn(Application application, Scheduler scheduler, List<TriggerPlan> plans)
            throws SchedulerException {
        Slots slots = application.bean(Slots.class);
        for (TriggerPlan plan : plans) {
            if (plan.job().equals(RunRequest.Nightly.JOB)
                    && application
                            .runner()
                            .isUnfinished(slots.request(
                                    plan.job(), plan.target(), Clock.systemUTC().instant()))) {
                scheduler.triggerJob(JobKey.jobKey(Schedule.keyOf(plan), Schedule.GROUP));
            }
        }
    }

    private static TriggerPlan plan(Job job, String name, String cron) {
        if (!CronExpression.isValidExpression(cron)) {
            throw new ConfigurationException("the schedule '" + cron + "' of " + name + " of " + job.target()
                    + " is no Quartz cron expression; write second minute hour day month weekday, e.g. 0 30 5 * * ?");
        }
        return new TriggerPlan(job.target(), name, cron, job.zone());
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
