package dev.nightjar.model.target;

/** A job file refers to a password that is not there. */
public final class SecretUnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    /**
     * Says what is missing, and what to do.
     *
     * @param message what is missing and where
     * @param remedy what to do about it, in one sentence
     */
    public SecretUnreadableException(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    public String remedy() {
        return remedy;
    }
}
