/**
 * Starts a run of a job, or goes on with one that was stopped, failed or killed. In: a request. Out: how it ended. Start
 * with {@link dev.nightjar.job.run.JobRunner}.
 */
@NullMarked
package dev.nightjar.job.run;

import org.jspecify.annotations.NullMarked;
