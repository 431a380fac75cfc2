package dev.nightjar.detect;

/**
 * A sample at which a metric began to behave differently.
 *
 * @param index 0-based number of the first sample of the new regime
 * @param before median of the segment before
 * @param after median of the segment since
 * @param probability of the cut against none at that place, from the likelihoods of the two neighbouring segments
 */
public record ChangePoint(int index, double before, double after, double probability) {}
