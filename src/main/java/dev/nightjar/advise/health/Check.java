package dev.nightjar.advise.health;

import dev.nightjar.model.Advice;

/** One rule of the catalogue: a pure function of a night. */
interface Check {

    /** Its name in the catalogue, e.g. {@code PG-Q-TOP}. */
    String id();

    /** What it found, or that there is nothing, or why it cannot tell. */
    Advice assess(CheckInput input);
}
