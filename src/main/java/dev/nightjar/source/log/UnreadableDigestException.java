package dev.nightjar.source.log;

/** Stored bytes that are no digest. */
public final class UnreadableDigestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableDigestException(String why, Throwable cause) {
        super("The stored log digest cannot be read (" + why + "); delete it and read the log again.", cause);
    }
}
