package dev.nightjar.source.log;

/** Takes plain log lines out of something that carries them. Reused by one worker. */
interface Unwrapper {
    /** Writes the lines of {@code bytes[from, to)} as a server writes them to a plain log. */
    void unwrap(byte[] bytes, int from, int to, PlainLines out, Passed passed);

    /** Takes what carries no line of a log. */
    interface Passed {
        void skipped(long lines, long bytes);
    }
}
