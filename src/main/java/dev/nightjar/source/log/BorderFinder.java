package dev.nightjar.source.log;

/** Finds where one format's entries can be cut; follows one file from its start, so it may keep state. */
interface BorderFinder {
    /**
     * The last border in {@code bytes[from, to)}, seen {@code from} as one, or {@code from} if there is none. An entry
     * that may go on beyond {@code to} lies after the border.
     */
    int lastBorder(byte[] bytes, int from, int to);

    /** The first place after a newline where an entry starts by its looks, -1 if there is none. */
    int firstBorder(byte[] bytes, int from, int to);

    /**
     * The end of the entries that nothing can be added to, when the source has no more bytes for now: an unfinished line
     * is left, and so is an entry that goes on where the next line belongs to it.
     */
    int endOfComplete(byte[] bytes, int from, int to);
}
