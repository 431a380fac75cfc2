/**
 * The vocabulary: what the other packages pass to each other. Immutable records, no I/O, {@code java.*} only.
 *
 * <p>In: nothing. Out: {@link dev.nightjar.model.Snapshot} (what a source saw), {@link dev.nightjar.model.Sample} (what
 * happened between two snapshots), {@link dev.nightjar.model.Night} (all that is known of a target for one report),
 * {@link dev.nightjar.model.Finding} and {@link dev.nightjar.model.Recommendation} (what follows from it). Start with
 * {@code Night}. An unknown number is {@code NaN}, an unknown thing an empty {@code Optional}; nothing is null.
 */
@NullMarked
package dev.nightjar.model;

import org.jspecify.annotations.NullMarked;
