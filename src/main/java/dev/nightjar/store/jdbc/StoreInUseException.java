package dev.nightjar.store.jdbc;

import org.jspecify.annotations.Nullable;

/** Another process holds the store's file. */
public final class StoreInUseException extends StoreException {
    private static final long serialVersionUID = 1;

    public StoreInUseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
