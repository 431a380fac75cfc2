package dev.nightjar.advise.index.shadow;

/** A statement that the shadow cannot plan; the message is PostgreSQL's own, without the statement's text. */
public final class NotPlannableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String state;
    private final int position;

    NotPlannableException(String message, String state, int position) {
        super(message);
        this.state = state;
        this.position = position;
    }

    /** SQLSTATE. */
    public String state() {
        return state;
    }

    /** Character of the statement that PostgreSQL points at, from 1; 0 when it points at none. */
    public int position() {
        return position;
    }
}
