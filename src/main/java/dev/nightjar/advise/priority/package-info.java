/**
 * One ranking over all recommendations, in one currency and without double counting.
 *
 * <p>In: a {@link dev.nightjar.model.Night} and the recommendations of all advisers. Out: a
 * {@link dev.nightjar.advise.priority.Ranking}. Start with {@link dev.nightjar.advise.priority.Ranker}.
 */
@NullMarked
package dev.nightjar.advise.priority;

import org.jspecify.annotations.NullMarked;
