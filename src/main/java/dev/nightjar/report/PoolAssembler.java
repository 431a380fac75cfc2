package dev.nightjar.report;

import dev.nightjar.model.PoolSamples;
import dev.nightjar.model.TimeMap;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Sums up one pool's samples. Counters are cumulative and may fall when the application restarts. */
final class PoolAssembler {
    private static final int STEPS = 120;

    private final TimeMap timeMap;

    PoolAssembler(TimeMap timeMap) {
        this.timeMap = timeMap;
    }

    PoolReport assemble(PoolSamples pool) {
        List<PoolSamples.Point> points = pool.points();
        double active =
                points.stream().mapToDouble(PoolSamples.Point::active).average().orElse(Double.NaN);
        long saturated = points.stream()
                .filter(point -> point.active() >= pool.size() && point.pending() > 0)
                .count();
        double acquired = growth(points, PoolSamples.Point::acquired);
        double seconds = points.size() < 2
                ? Double.NaN
                : points.get(points.size() - 1).atSeconds() - points.get(0).atSeconds();
        return new PoolReport(
                pool.pool(),
                pool.size(),
                points.size(),
                active,
                points.isEmpty() ? Double.NaN : saturated / (double) points.size(),
                points.stream().mapToDouble(PoolSamples.Point::pending).max().orElse(Double.NaN),
                acquired / seconds,
                growth(points, PoolSamples.Point::acquireMs) / acquired,
                growth(points, PoolSamples.Point::usageMs) / acquired,
                growth(points, PoolSamples.Point::timeouts),
                trend(points, true),
                trend(points, false));
    }

    private static double growth(
            List<PoolSamples.Point> points, java.util.function.ToDoubleFunction<PoolSamples.Point> counter) {
        double sum = points.size() < 2 ? Double.NaN : 0;
        for (int i = 1; i < points.size(); i++) {
            double before = counter.applyAsDouble(points.get(i - 1));
            double now = counter.applyAsDouble(points.get(i));
            sum += now >= before ? now - before : now;
        }
        return sum;
    }

    /** Mean of connections in use, or most threads waiting, by step. */
    private Trend trend(List<PoolSamples.Point> points, boolean active) {
        if (points.size() < 2) {
            return Trend.of(Instant.EPOCH, Duration.ofSeconds(1), "", List.of());
        }
        double first = points.get(0).atSeconds();
        double last = points.get(points.size() - 1).atSeconds();
        int steps = Math.min(STEPS, points.size());
        double length = Math.max(1e-3, (last - first) / steps * (1 + 1e-9));
        double[] sums = new double[steps];
        int[] counts = new int[steps];
        for (PoolSamples.Point point : points) {
            int step = Math.min(steps - 1, (int) ((point.atSeconds() - first) / length));
            sums[step] = active ? sums[step] + point.active() : Math.max(sums[step], point.pending());
            counts[step]++;
        }
        double[] values = new double[steps];
        Arrays.setAll(values, i -> counts[i] == 0 ? Double.NaN : active ? sums[i] / counts[i] : sums[i]);
        return Trend.of(
                timeMap.toMapped(Instant.ofEpochMilli(Math.round(first * 1000))),
                Duration.ofNanos(Math.round(length * timeMap.factor() * 1e9)),
                active ? "connections" : "threads",
                Timeline.boxed(values));
    }
}
