package dev.nightjar.model;

/** One thing measured of a subject; the constants of an enum, whose order is stored: append, never reorder. */
public interface Metric {

    /** Position in {@link Measures}. */
    int ordinal();

    /** Name of the constant. */
    String name();

    /** Whether it only ever grows until it is reset; otherwise it is a level. */
    boolean isCounter();

    /** Whether a counter's value is what happened in one snapshot, not since a reset: each snapshot brings it anew. */
    default boolean isTally() {
        return false;
    }
}
