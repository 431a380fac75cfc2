package dev.nightjar.embedded;

import java.io.Serial;

/** An embedded server could not be unpacked, started or stopped; the message holds the server's own words. */
public final class EmbeddedServerException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public EmbeddedServerException(String message) {
        super(message);
    }

    public EmbeddedServerException(String message, Throwable cause) {
        super(message, cause);
    }
}
