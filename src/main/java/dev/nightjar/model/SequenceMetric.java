package dev.nightjar.model;

/** What is known of a sequence. It rises or falls; either way {@link #USED} rises to {@link #RANGE}. */
public enum SequenceMetric implements Metric {
    /** The value given out last; NaN when none was, or when the role may not see it. */
    LAST_VALUE,
    /** The last value that can be used: the sequence's own end, or that of a column it fills where that comes first. */
    END_VALUE,
    /** How far the last value is from where the sequence started. */
    USED,
    /** How far the end is from where the sequence started. */
    RANGE;

    @Override
    public boolean isCounter() {
        return false;
    }
}
