package dev.nightjar.advise.index.shadow;

/** The shadow server failed; the message says at what and what to do. */
public final class ShadowException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ShadowException(String message, Throwable cause) {
        super(message, cause);
    }
}
