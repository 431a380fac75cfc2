package dev.nightjar.job;

import dev.nightjar.job.collect.CollectTasklet;
import dev.nightjar.job.collect.OpenSources;
import dev.nightjar.job.nightly.NightlyRuns;
import dev.nightjar.job.nightly.Stage;
import dev.nightjar.job.nightly.StageTasklet;
import dev.nightjar.job.nightly.Stages;
import dev.nightjar.job.run.JobRunner;
import dev.nightjar.job.run.RunRequest;
import dev.nightjar.job.run.StopRequest;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.batch.core.configuration.support.JdbcDefaultBatchConfiguration;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.builder.SimpleJobBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Isolation;

/**
 * The two jobs and what runs them. Spring Batch keeps its records in Nightjar's own store, whose migrations made its
 * tables. Steps commit through the store's own transactions, so that a result and its position are saved together, and
 * none is held open while a target or the shadow planner is asked.
 */
@Configuration(proxyBeanMethods = false)
public class JobConfiguration extends JdbcDefaultBatchConfiguration {
    private static final PlatformTransactionManager NO_TRANSACTION = new ResourcelessTransactionManager();

    @Bean(destroyMethod = "")
    DataSource dataSource(Workplace workplace) {
        return workplace.store().dataSource();
    }

    @Bean
    PlatformTransactionManager transactionManager(DataSource dataSource) {
        return new JdbcTransactionManager(dataSource);
    }

    @Bean
    StopRequest stopRequest() {
        return new StopRequest();
    }

    @Bean
    NightlyRuns nightlyRuns(Workplace workplace) {
        return new NightlyRuns(workplace.jobs(), workplace.store());
    }

    @Bean
    OpenSources openSources(Workplace workplace) {
        return new OpenSources(workplace.clock());
    }

    @Bean
    Job collectJob(JobRepository repository, StopRequest stop, Workplace workplace, OpenSources sources) {
        Tasklet tasklet = new CollectTasklet(workplace.jobs(), workplace.store(), sources);
        return new JobBuilder(RunRequest.Collect.JOB, repository)
                .start(step("collect", tasklet, repository, stop))
                .build();
    }

    @Bean
    Job nightlyJob(
            JobRepository repository, StopRequest stop, NightlyRuns runs, Workplace workplace, OpenSources sources) {
        List<Stage> stages =
                Stages.inOrder(workplace.store(), sources, workplace.clock(), workplace.version(), stop::isStopped);
        SimpleJobBuilder job =
                new JobBuilder(RunRequest.Nightly.JOB, repository).start(step(stages.get(0), repository, stop, runs));
        for (Stage stage : stages.subList(1, stages.size())) {
            job = job.next(step(stage, repository, stop, runs));
        }
        return job.build();
    }

    @Bean
    JobRunner jobRunner(
            List<Job> jobs, JobOperator operator, JobRepository repository, Workplace workplace, NightlyRuns runs) {
        return new JobRunner(jobs, operator, repository, new StoredOutcome(workplace.store(), runs));
    }

    /** A unique key keeps instances apart; anything stricter makes launches at the same second fail each other. */
    @Override
    protected Isolation getIsolationLevelForCreate() {
        return Isolation.READ_COMMITTED;
    }

    private static Step step(Stage stage, JobRepository repository, StopRequest stop, NightlyRuns runs) {
        return step(stage.name(), new StageTasklet(stage, runs), repository, stop);
    }

    private static Step step(String name, Tasklet tasklet, JobRepository repository, StopRequest stop) {
        return new StepBuilder(name, repository)
                .tasklet(tasklet, NO_TRANSACTION)
                .listener(stop)
                .build();
    }
}
