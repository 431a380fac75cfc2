package dev.nightjar.cli;

import dev.nightjar.config.Job;
import dev.nightjar.job.JobConfiguration;
import dev.nightjar.job.ScheduleConfiguration;
import dev.nightjar.job.Workplace;
import dev.nightjar.job.run.JobRunner;
import dev.nightjar.job.run.StopRequest;
import dev.nightjar.store.Store;
import java.time.Clock;
import java.util.function.Function;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The composition root of the commands that run jobs. Quartz is loaded only for the daemon: a one-shot command would
 * rewrite its triggers and pay for its start.
 */
final class Application implements AutoCloseable {
    private final Store store;
    private final ConfigurableApplicationContext context;

    private Application(Store store, ConfigurableApplicationContext context) {
        this.store = store;
        this.context = context;
    }

    /** For commands that run a job now. */
    static Application oneShot(Store store, Function<String, Job> jobs) {
        return start(store, jobs, JobConfiguration.class);
    }

    /** For the daemon, with its scheduler, not yet started. */
    static Application daemon(Store store, Function<String, Job> jobs) {
        return start(store, jobs, JobConfiguration.class, ScheduleConfiguration.class);
    }

    private static Application start(Store store, Function<String, Job> jobs, Class<?>... configuration) {
        Workplace workplace = new Workplace(store, jobs, Clock.systemUTC(), Version.number());
        SpringApplication application = new SpringApplicationBuilder(configuration)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                // The command's own signal handling stops runs in order; Spring's hook would close the store under
                // them.
                .registerShutdownHook(false)
                .initializers(
                        context -> ((GenericApplicationContext) context).registerBean(Workplace.class, () -> workplace))
                .application();
        return new Application(store, application.run());
    }

    Store store() {
        return store;
    }

    JobRunner runner() {
        return context.getBean(JobRunner.class);
    }

    StopRequest stopRequest() {
        return context.getBean(StopRequest.class);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
        store.close();
    }
}
