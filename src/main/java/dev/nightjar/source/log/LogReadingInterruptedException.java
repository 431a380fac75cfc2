package dev.nightjar.source.log;

/** Reading was asked to stop. */
public final class LogReadingInterruptedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LogReadingInterruptedException(Throwable cause) {
        super("Reading the log was interrupted; run it again, it goes on from its last stored position.", cause);
    }
}
