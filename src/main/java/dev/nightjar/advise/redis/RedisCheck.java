package dev.nightjar.advise.redis;

import dev.nightjar.model.Advice;

/** One rule of the catalogue: a pure function of a night. */
interface RedisCheck {

    /** Its name in the catalogue, e.g. {@code RED-EVICT}. */
    String id();

    /** What it found, or that there is nothing, or why it cannot tell. */
    Advice assess(RedisInput input);
}
