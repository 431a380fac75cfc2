/**
 * The step of the job {@code collect}. In: the servers of a job file. Out: samples in the store.
 */
@NullMarked
package dev.nightjar.job.collect;

import org.jspecify.annotations.NullMarked;
