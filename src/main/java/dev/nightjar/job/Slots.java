package dev.nightjar.job;

import java.time.Instant;

/** Turns a slot of the schedule into the identity of a run. */
interface Slots {

    RunRequest request(String job, String target, Instant slot);
}
