package dev.nightjar.source.log;

/** Takes what a parser finds, in the order of the log. */
@FunctionalInterface
interface EntrySink {
    /** An entry; the view is valid until this call returns. */
    void entry(LogEntry entry);

    /** Lines that belong to no entry, and how many bytes of the log they are; nothing to those who look at entries only. */
    default void skipped(long lines, long bytes) {}
}
