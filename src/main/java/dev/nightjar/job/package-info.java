/**
 * The jobs {@code collect} and {@code nightly}: Spring Batch steps that load, call an analysis stage and save, and the
 * Quartz schedules that start them.
 *
 * <p>In: job files and the store. Out: samples, reports, mail. Each step's result is kept in the store under its window,
 * so a killed run goes on at the step where it stopped. Start with {@link dev.nightjar.job.run.JobRunner}.
 */
@NullMarked
package dev.nightjar.job;

import org.jspecify.annotations.NullMarked;
