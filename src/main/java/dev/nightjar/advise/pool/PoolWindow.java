package dev.nightjar.advise.pool;

/**
 * What a pool did in some seconds.
 *
 * @param size connections it might open then
 * @param used connections checked out, mean
 * @param throughput checkouts per second
 * @param waiters threads without a connection, mean
 * @param waitMs mean wait for a connection
 * @param timeouts waits that ended without one
 * @param cpuSeconds processor time of the database per second, in cores; NaN where unknown
 * @param lockWaiters connections that wait for a row or transaction lock, mean; NaN where unknown
 */
public record PoolWindow(
        double seconds,
        double size,
        double used,
        double throughput,
        double waiters,
        double waitMs,
        double timeouts,
        double cpuSeconds,
        double lockWaiters) {

    /** Seconds a connection is checked out, by Little's law. */
    double hold() {
        return used / throughput;
    }

    boolean isFull(double share) {
        return used >= share * size && waiters >= 1;
    }
}
