package dev.nightjar.advise.pool;

import dev.nightjar.model.Threshold;

/** Limits of the pool advice. */
public enum PoolThreshold implements Threshold {
    /** Least time with traffic that a verdict rests on. */
    POOL_SECONDS("poolSeconds", 1800, "seconds of samples with traffic"),
    POOL_WINDOWS("poolWindows", 20, "windows with traffic"),
    /** Share of connections in use from which a pool with waiters is full. */
    POOL_FULL("poolFull", 0.93, "share of the pool's size"),
    /** Share of connections that wait for locks from which the lock is the matter. */
    POOL_LOCK_SHARE("poolLockShare", 0.4, "share of connections in use"),
    /** Wait for a connection that is allowed at the peak. */
    POOL_WAIT_MS("poolWaitMs", 10, "ms for all but 5 % of checkouts"),
    /** Share of windows with waiters from which a pool that is too small is a finding. */
    POOL_WAITING("poolWaiting", 0.01, "share of windows, about a quarter of an hour a day");

    private final String key;
    private final double standard;
    private final String unit;

    PoolThreshold(String key, double standard, String unit) {
        this.key = key;
        this.standard = standard;
        this.unit = unit;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public double standard() {
        return standard;
    }

    @Override
    public String unit() {
        return unit;
    }

    @Override
    public String source() {
        return "own measurement";
    }
}
