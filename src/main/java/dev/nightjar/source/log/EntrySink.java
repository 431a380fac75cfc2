package dev.nightjar.source.log;

/** Takes what a parser finds, in the order of the log. */
interface EntrySink {
    /** An entry; the view is valid until this call returns. */
    void entry(LogEntry entry);

    /** Lines that belong to no entry. */
    void skipped(long lines, long bytes);

    /** Each line of a plain log that {@link #skipped} counts, by its offset, for those who need to know where it is. */
    default void skippedLine(int offset) {}
}
