package dev.nightjar.model;

/** What INFO commandstats counts per command. */
public enum RedisCommandMetric implements Metric {
    /** Calls. */
    CALLS(true),
    /** CPU microseconds. */
    USEC(true),
    /** Calls rejected before execution. */
    REJECTED(true),
    /** Calls that failed. */
    FAILED(true);

    private final boolean counter;

    RedisCommandMetric(boolean counter) {
        this.counter = counter;
    }

    @Override
    public boolean isCounter() {
        return counter;
    }
}
