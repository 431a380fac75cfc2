package dev.nightjar.model;

/** A job file sets a threshold that does not exist, or to a value that is none; the message names what is allowed. */
public final class UnknownThresholdException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnknownThresholdException(String message) {
        super(message);
    }
}
