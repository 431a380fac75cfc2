/**
 * The steps of the job {@code nightly}. In: the samples and documents of a window. Out: a report, delivered. Each stage
 * reads what those before it kept in the store and keeps its own result there. Start with
 * {@link dev.nightjar.job.nightly.Stage}.
 */
@NullMarked
package dev.nightjar.job.nightly;

import org.jspecify.annotations.NullMarked;
