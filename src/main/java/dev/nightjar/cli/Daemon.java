package dev.nightjar.cli;

import dev.nightjar.config.ConfigurationException;
import dev.nightjar.config.Job;
import dev.nightjar.job.nightly.KnownThresholds;
import dev.nightjar.job.run.RunRequest;
import dev.nightjar.job.schedule.Schedule;
import dev.nightjar.job.schedule.Slots;
import dev.nightjar.job.schedule.TriggerPlan;
import dev.nightjar.serve.HttpFace;
import dev.nightjar.serve.Launcher;
import dev.nightjar.store.Store;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.quartz.CronExpression;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The schedule of all job files, and its face over HTTP, as long as the process lives. */
final class Daemon {
    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);
    private static final String DEFAULT_HTTP = "127.0.0.1:7390";

    private final List<Job> jobs;
    private final StoreOptions options;
    private final Optional<String> http;
    private final PrintWriter messages;

    /** @param http as the option was given: an address or {@code off} */
    Daemon(List<Job> jobs, StoreOptions options, Optional<String> http, PrintWriter messages) {
        this.jobs = jobs;
        this.options = options;
        this.http = http;
        this.messages = messages;
    }

    /** Runs until it is stopped, and says with which code to end. */
    int run() throws InterruptedException {
        jobs.forEach(KnownThresholds::of);
        List<TriggerPlan> plans = plans(jobs);
        if (plans.isEmpty()) {
            say("nightjar: no job file in " + options.configFolder()
                    + " has a schedule; give collect.schedule and nightly.schedule");
            return ExitCode.USAGE;
        }
        try {
            serve(plans);
        } catch (SchedulerException refused) {
            throw new IllegalStateException("the scheduler gave up: " + refused.getMessage(), refused);
        }
        return ExitCode.DONE;
    }

    private void serve(List<TriggerPlan> plans) throws SchedulerException, InterruptedException {
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
            application
                    .store()
                    .alone(() -> schedule.apply(plans)
                            .forEach(gone ->
                                    say("nightjar: no longer scheduled, for no job file here has it: " + gone)));
            scheduler.start();
            goOn(application, scheduler, plans);
            announce(scheduler, plans);
            Optional<HttpFace> face = listen(application.store(), scheduler);
            stopped.await();
            face.ifPresent(HttpFace::close);
            scheduler.shutdown(true);
        }
    }

    private Optional<HttpFace> listen(Store store, Scheduler scheduler) {
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
        messages.println(line);
        messages.flush();
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
            say(plan.job() + " of " + plan.target() + ": " + plan.cron() + " (" + plan.zone() + "), next "
                    + (next == null ? "never" : next.toInstant()));
        }
    }
}
