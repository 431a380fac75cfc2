package dev.nightjar.model;

import java.util.List;

/**
 * One pool at the resolution at which it was sampled, finer than the store's intervals.
 *
 * @param size connections it may open
 * @param points in order of time
 */
public record PoolSamples(String pool, int size, List<Point> points) {

    public PoolSamples {
        points = List.copyOf(points);
    }

    /** One sample; counters are cumulative, times on the server's own clock in seconds. */
    public record Point(
            double atSeconds,
            double active,
            double idle,
            double pending,
            double acquired,
            double acquireMs,
            double usageMs,
            double timeouts) {}
}
