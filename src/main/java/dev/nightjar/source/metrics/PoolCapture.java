package dev.nightjar.source.metrics;

import java.util.List;

/**
 * Stored samples of one pool and of the server behind it.
 *
 * @param vcpus of the database's host, NaN where the capture does not say
 */
public record PoolCapture(String pool, double vcpus, List<Sample> samples) {

    public PoolCapture {
        samples = List.copyOf(samples);
    }

    /**
     * One sample. Counters are cumulative; NaN where the capture has no such figure.
     *
     * @param size connections the pool may open
     * @param inUse connections checked out at this moment
     * @param waiters without a connection at this moment
     * @param checkouts counter
     * @param waitMs counter of the time waited for a connection
     * @param holdMs counter of the time connections were checked out
     * @param timeouts counter of waits that ended without a connection
     * @param cpuSeconds counter of the database's processor time
     * @param lockWaiters sessions that wait for a row or transaction lock at this moment
     * @param computing sessions that are active and wait for nothing at this moment
     */
    public record Sample(
            double atSeconds,
            double size,
            double inUse,
            double waiters,
            double checkouts,
            double waitMs,
            double holdMs,
            double timeouts,
            double cpuSeconds,
            double lockWaiters,
            double computing) {}
}
