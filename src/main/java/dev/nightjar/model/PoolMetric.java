package dev.nightjar.model;

/** What a connection pool tells of itself. */
public enum PoolMetric implements Metric {
    /** Connections it may open. */
    SIZE(false),
    /** Connections checked out. */
    ACTIVE(false),
    /** Connections idle. */
    IDLE(false),
    /** Threads that wait for a connection. */
    PENDING(false),
    /** Connections handed out. */
    ACQUIRED(true),
    /** Time threads waited for one. */
    ACQUIRE_MS(true),
    /** Time connections were checked out. */
    USAGE_MS(true),
    /** Waits that ended without a connection. */
    TIMEOUTS(true);

    private final boolean counter;

    PoolMetric(boolean counter) {
        this.counter = counter;
    }

    @Override
    public boolean isCounter() {
        return counter;
    }
}
