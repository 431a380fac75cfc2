package dev.nightjar.cli;

/** What a command's end means to a script; the worst that applies wins: 4, 5, 2, 3, 1, 0. */
final class ExitCode {
    /** Done, and nothing at or above {@code --fail-on}. */
    static final int DONE = 0;

    /** A finding at or above {@code --fail-on}. */
    static final int FINDING = 1;

    /** Wrong usage or configuration. */
    static final int USAGE = 2;

    /** A source could not be read; the answer is partial. */
    static final int PARTIAL = 3;

    /** Failed. */
    static final int FAILED = 4;

    /** Stopped on request; the same command goes on. */
    static final int STOPPED = 5;

    private ExitCode() {}

    /** The code that tells more of what went wrong. */
    static int worse(int one, int other) {
        return rank(one) >= rank(other) ? one : other;
    }

    private static int rank(int code) {
        return switch (code) {
            case FAILED -> 5;
            case STOPPED -> 4;
            case USAGE -> 3;
            case PARTIAL -> 2;
            case FINDING -> 1;
            default -> 0;
        };
    }
}
