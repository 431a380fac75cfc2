package dev.nightjar.demo;

import com.zaxxer.hikari.metrics.IMetricsTracker;
import java.util.concurrent.atomic.LongAdder;

/** Adds up what HikariCP tells about one pool, as Micrometer's timers would. */
final class PoolMeter implements IMetricsTracker {
    private final LongAdder acquired = new LongAdder();
    private final LongAdder acquireNanos = new LongAdder();
    private final LongAdder usageMillis = new LongAdder();
    private final LongAdder timeouts = new LongAdder();

    @Override
    public void recordConnectionAcquiredNanos(long elapsed) {
        acquired.increment();
        acquireNanos.add(elapsed);
    }

    @Override
    public void recordConnectionUsageMillis(long elapsed) {
        usageMillis.add(elapsed);
    }

    @Override
    public void recordConnectionTimeout() {
        timeouts.increment();
    }

    long acquired() {
        return acquired.sum();
    }

    double acquireMillis() {
        return acquireNanos.sum() / 1e6;
    }

    long usageMillis() {
        return usageMillis.sum();
    }

    long timeouts() {
        return timeouts.sum();
    }
}
