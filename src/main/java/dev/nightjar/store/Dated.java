package dev.nightjar.store;

import java.time.Instant;

/**
 * A fact and when it was first seen.
 *
 * @param at of the visit that saw it; it may have come true any time since the visit before
 */
public record Dated<T>(Instant at, T fact) {}
