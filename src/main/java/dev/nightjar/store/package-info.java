/**
 * What Nightjar remembers: samples, facts, log digests, the ledger of nights, and what was delivered.
 *
 * <p>In: snapshots and facts from the sources, findings from the analysis. Out: histories, facts and past nights. Start
 * with {@link dev.nightjar.store.Store}. Writing the same thing twice leaves it there once: every step may run again.
 */
@NullMarked
package dev.nightjar.store;

import org.jspecify.annotations.NullMarked;
