package dev.nightjar.report;

/**
 * One connection pool.
 *
 * @param size connections it may open
 * @param samples how many were taken
 * @param meanActive connections in use
 * @param saturatedShare share of samples in which all connections were in use and threads waited, 0–1
 * @param maxPending most threads that waited at once
 * @param acquiredPerSecond connections handed out, on the server's clock
 * @param meanWaitMs time a thread waited for a connection
 * @param meanUsageMs time a connection was checked out
 * @param timeouts waits that ended without a connection
 * @param active mean connections in use, by interval
 * @param pending most threads that waited, by interval
 */
public record PoolReport(
        String pool,
        int size,
        int samples,
        double meanActive,
        double saturatedShare,
        double maxPending,
        double acquiredPerSecond,
        double meanWaitMs,
        double meanUsageMs,
        double timeouts,
        Trend active,
        Trend pending) {}
