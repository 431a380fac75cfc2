package dev.nightjar.job;

import dev.nightjar.job.run.JobRunner;
import dev.nightjar.job.run.RunRequest;
import dev.nightjar.job.schedule.LaunchJob;
import dev.nightjar.job.schedule.Schedule;
import dev.nightjar.job.schedule.Slots;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.quartz.Scheduler;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;
import org.quartz.impl.jdbcjobstore.StdJDBCDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.quartz.SchedulerFactoryBean;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The clustered scheduler of the daemon. Several processes on one PostgreSQL store share the schedule; when one dies, the
 * others fire its unfinished jobs again.
 */
@Configuration(proxyBeanMethods = false)
public class ScheduleConfiguration {

    @Bean
    Slots slots(Workplace workplace) {
        return (job, target, slot) -> {
            dev.nightjar.config.Job file = workplace.jobs().apply(target);
            return job.equals(RunRequest.Collect.JOB)
                    ? new RunRequest.Collect(target, file.timeMap().toMapped(slot))
                    : new RunRequest.Nightly(
                            target,
                            file.nightly().windowBefore(file.timeMap().toMapped(slot), file.zone()),
                            1,
                            Optional.empty());
        };
    }

    @Bean
    SchedulerFactoryBean scheduler(
            DataSource dataSource,
            PlatformTransactionManager transactions,
            Workplace workplace,
            JobRunner runner,
            Slots slots) {
        SchedulerFactoryBean factory = new SchedulerFactoryBean();
        factory.setDataSource(dataSource);
        factory.setTransactionManager(transactions);
        factory.setAutoStartup(false);
        // Replacing stored jobs at every start would discard misfires: a missed night would never be caught up.
        factory.setOverwriteExistingJobs(false);
        factory.setWaitForJobsToCompleteOnShutdown(true);
        factory.setJobFactory((bundle, scheduler) -> new LaunchJob(runner, slots));
        factory.setQuartzProperties(properties(workplace));
        return factory;
    }

    @Bean
    Schedule schedule(Scheduler scheduler) {
        return new Schedule(scheduler);
    }

    private static Properties properties(Workplace workplace) {
        Properties properties = new Properties();
        properties.setProperty("org.quartz.scheduler.instanceName", "nightjar");
        properties.setProperty("org.quartz.scheduler.instanceId", "AUTO");
        properties.setProperty("org.quartz.threadPool.threadCount", "4");
        properties.setProperty("org.quartz.jobStore.isClustered", "true");
        properties.setProperty("org.quartz.jobStore.clusterCheckinInterval", "10000");
        properties.setProperty("org.quartz.jobStore.useProperties", "true");
        properties.setProperty("org.quartz.jobStore.tablePrefix", "QRTZ_");
        properties.setProperty(
                "org.quartz.jobStore.driverDelegateClass",
                (workplace.store().product().equals("postgresql") ? PostgreSQLDelegate.class : StdJDBCDelegate.class)
                        .getName());
        properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        return properties;
    }
}
