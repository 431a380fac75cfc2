package dev.nightjar.deliver;

/** A report could not be delivered. The message says what to do and holds no secret. */
public final class DeliveryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean uncertain;

    DeliveryException(String message, Throwable cause, boolean uncertain) {
        super(message, cause);
        this.uncertain = uncertain;
    }

    /** Whether somebody may have got it all the same, so that it must not be sent again by itself. */
    public boolean uncertain() {
        return uncertain;
    }
}
