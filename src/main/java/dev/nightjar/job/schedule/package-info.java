/**
 * Quartz: what fires when. In: the schedules of the job files. Out: requests to the runner. Start with
 * {@link dev.nightjar.job.schedule.Schedule}.
 */
@NullMarked
package dev.nightjar.job.schedule;

import org.jspecify.annotations.NullMarked;
