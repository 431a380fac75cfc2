package dev.nightjar.store.jdbc;

import org.jspecify.annotations.Nullable;

/** The store could not be opened, read or written; the message says why and what to do. Never holds a secret. */
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
