package dev.nightjar.source.log;

/** Cuts the bytes of one log format into entries. Not thread-safe: one per worker. */
interface EntryParser {
    /** Parses {@code bytes[from, to)}, which starts and ends at borders between entries. */
    void parse(byte[] bytes, int from, int to, EntrySink sink);

    /** Entries whose severity was not English, since the parser was made. */
    long foreignLines();
}
