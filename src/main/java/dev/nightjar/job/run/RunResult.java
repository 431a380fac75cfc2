package dev.nightjar.job.run;

import dev.nightjar.model.MissingInput;
import java.nio.file.Path;
import java.util.List;

/**
 * How a run ended.
 *
 * @param message one sentence for a person
 * @param missing what could not be read
 * @param files what was written
 */
public record RunResult(Status status, String message, List<MissingInput> missing, List<Path> files) {

    public RunResult {
        missing = List.copyOf(missing);
        files = List.copyOf(files);
    }

    /** The ways a run can end. */
    public enum Status {
        COMPLETED,
        ALREADY_COMPLETE,
        RUNNING_ELSEWHERE,
        STOPPED,
        FAILED
    }
}
