package dev.nightjar.job.schedule;

/** The schedule could not be written or read. */
public final class SchedulingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SchedulingException(Exception cause) {
        super(
                "the schedule could not be brought in line with the job files: " + cause.getMessage()
                        + "; check the store, then start again",
                cause);
    }
}
