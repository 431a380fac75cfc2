package dev.nightjar.advise.index;

/** A workload file or folder that cannot be read; the message says what it should be. */
public final class WorkloadUnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WorkloadUnreadableException(String message, Throwable cause) {
        super(message, cause);
    }
}
