package dev.nightjar.sql;

/** A name that no PostgreSQL server can hold. */
public final class UnusableNameException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableNameException(String name) {
        super("The name '" + name.replace('\0', '?')
                + "' is empty or holds a NUL byte and cannot be written into SQL; check where it was read from.");
    }
}
