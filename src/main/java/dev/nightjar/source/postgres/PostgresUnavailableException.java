package dev.nightjar.source.postgres;

import dev.nightjar.model.MissingInput;

/** No session can be opened; says why and what would help. */
public final class PostgresUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient MissingInput missing;

    PostgresUnavailableException(MissingInput missing, Throwable cause) {
        super(missing.reason() + "; " + missing.remedy(), cause);
        this.missing = missing;
    }

    /** The same for a report. */
    public MissingInput missing() {
        return missing;
    }
}
