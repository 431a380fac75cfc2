package dev.nightjar.advise.index;

/** What values a statement was planned with, best first. */
public enum Confidence {
    /** Values that were really there. */
    LITERAL,
    /** Values made from the column statistics. */
    SYNTHESISED,
    /** No values: the planner's general assumption. */
    GENERIC,
    /** Not planned at all. */
    NOT_MODELLED
}
