package dev.nightjar.job.schedule;

import dev.nightjar.job.run.RunRequest;
import java.time.Instant;

/** Turns a slot of the schedule into the identity of a run. */
public interface Slots {

    RunRequest request(String job, String target, Instant slot);
}
