package dev.nightjar.source.log;

import java.time.Instant;

/**
 * A checkpoint or restartpoint that was completed.
 *
 * @param buffers written
 * @param writeSeconds time spent writing, spread over the checkpoint
 * @param syncSeconds time spent syncing
 * @param distanceKb WAL since the one before, kB
 */
public record Checkpoint(
        Instant at, long buffers, double writeSeconds, double syncSeconds, double totalSeconds, long distanceKb) {}
