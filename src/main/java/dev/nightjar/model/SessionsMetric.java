package dev.nightjar.model;

/** Sessions that do the same thing at the moment of a snapshot. */
public enum SessionsMetric implements Metric {
    /** Sessions; absent means none. */
    COUNT(false);

    private final boolean counter;

    SessionsMetric(boolean counter) {
        this.counter = counter;
    }

    @Override
    public boolean isCounter() {
        return counter;
    }
}
