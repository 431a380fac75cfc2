package dev.nightjar.source.postgres;

import dev.nightjar.model.MissingInput;

/** The server's log cannot be read over SQL; says why and what would help. */
public final class LogUnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient MissingInput missing;

    LogUnreadableException(MissingInput missing, Throwable cause) {
        super(missing.reason() + "; " + missing.remedy(), cause);
        this.missing = missing;
    }

    /** The same for a report. */
    public MissingInput missing() {
        return missing;
    }
}
