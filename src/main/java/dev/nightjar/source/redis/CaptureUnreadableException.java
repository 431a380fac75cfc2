package dev.nightjar.source.redis;

/** A folder is not that of a capture; the message says what is wrong with it. */
public final class CaptureUnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CaptureUnreadableException(String message) {
        super(message);
    }
}
