package dev.nightjar.job.collect;

import static java.util.Objects.requireNonNull;

import dev.nightjar.config.Job;
import dev.nightjar.job.run.Parameter;
import dev.nightjar.model.MissingInput;
import dev.nightjar.model.Snapshot;
import dev.nightjar.store.Store;
import java.time.Instant;
import java.util.function.Function;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Visits a target's servers once and stores what happened since the last visit. A source that can't be read is noted and
 * the others go on. Running again after a crash is harmless: each snapshot is stored whole or not at all, and one that is
 * not later than the last changes nothing.
 */
public final class CollectTasklet implements Tasklet {
    private final Function<String, Job> jobs;
    private final Store store;
    private final OpenSources sources;

    public CollectTasklet(Function<String, Job> jobs, Store store, OpenSources sources) {
        this.jobs = jobs;
        this.store = store;
        this.sources = sources;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        var parameters = contribution.getStepExecution().getJobParameters();
        Job job = jobs.apply(requireNonNull(parameters.getString(Parameter.TARGET), Parameter.TARGET));
        Instant slot = Instant.parse(requireNonNull(parameters.getString(Parameter.SLOT), Parameter.SLOT));
        Reading reading = sources.of(job).collect();
        for (Snapshot snapshot : reading.snapshots()) {
            contribution.incrementReadCount();
            contribution.incrementWriteCount(store.samples().record(snapshot));
        }
        reading.server().ifPresent(server -> store.facts().save(job.target(), slot, server));
        reading.redis().ifPresent(redis -> store.facts().save(job.target(), slot, redis));
        store.facts().saveAll(job.target(), slot, reading.missing(), MissingInput.class);
        return RepeatStatus.FINISHED;
    }
}
