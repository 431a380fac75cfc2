package dev.nightjar.store;

import java.time.Instant;

/**
 * How far a target's memory goes back.
 *
 * @param now the target's time; samples of the UTC days before it are packed
 * @param samples samples, facts and log digests that ended at or before it are forgotten, in the target's time
 * @param reports nights that ended at or before it are forgotten, in the target's time
 * @param deliveries records of mails and of runs from before it are forgotten, in the machine's time
 * @param visits records of single visits from before it are forgotten, in the machine's time
 */
public record Retention(Instant now, Instant samples, Instant reports, Instant deliveries, Instant visits) {}
