package dev.nightjar.job.nightly;

import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Runs a stage as a Spring Batch step. */
public final class StageTasklet implements Tasklet {
    private final Stage stage;
    private final NightlyRuns runs;

    public StageTasklet(Stage stage, NightlyRuns runs) {
        this.stage = stage;
        this.runs = runs;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        stage.run(runs.of(contribution.getStepExecution().getJobParameters()));
        return RepeatStatus.FINISHED;
    }
}
