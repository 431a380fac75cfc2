package dev.nightjar.config;

/** A job file that cannot be used as it is; the message says where, what, and what is allowed. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConfigurationException(String message) {
        super(message);
    }

    ConfigurationException(String file, int line, String message) {
        this(file + " line " + line + ": " + message);
    }
}
