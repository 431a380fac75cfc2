package dev.nightjar.job.run;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;

/**
 * Ends running steps at their next border. {@code JobOperator.stop} of Spring Batch 6.0 is not used: called from another
 * thread it saves the position of a fresh reader over that of the running one.
 */
public final class StopRequest implements StepExecutionListener {
    private final Set<StepExecution> running = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    /** Asks every running step, and every step begun from now on, to stop at its next border. */
    public void stop() {
        stopped = true;
        running.forEach(StepExecution::setTerminateOnly);
    }

    /** Whether a stop was asked for. */
    public boolean isStopped() {
        return stopped;
    }

    @Override
    public void beforeStep(StepExecution execution) {
        running.add(execution);
        if (stopped) {
            execution.setTerminateOnly();
        }
    }

    @Override
    public ExitStatus afterStep(StepExecution execution) {
        running.remove(execution);
        return execution.getExitStatus();
    }
}
