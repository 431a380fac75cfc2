package dev.nightjar.source.metrics;

import org.jspecify.annotations.Nullable;

/** A metric file could not be read; the message says which, where in it, and what to do. */
public final class MetricFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MetricFileException(String message) {
        super(message);
    }

    public MetricFileException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
