package dev.nightjar.source.log;

import dev.nightjar.source.log.bytes.ByteSearch;

/** Formats in which every line is an entry, or a part that can stand alone. */
final class LineBorders implements BorderFinder {
    @Override
    public int lastBorder(byte[] bytes, int from, int to) {
        return afterLastLine(bytes, from, to);
    }

    @Override
    public int firstBorder(byte[] bytes, int from, int to) {
        int newline = ByteSearch.find(bytes, from, to, (byte) '\n');
        return newline < to ? newline + 1 : -1;
    }

    @Override
    public int endOfComplete(byte[] bytes, int from, int to) {
        return lastBorder(bytes, from, to);
    }

    /** After the last newline, or {@code from}. */
    static int afterLastLine(byte[] bytes, int from, int to) {
        int newline = ByteSearch.findLast(bytes, from, to, (byte) '\n');
        return newline < 0 ? from : newline + 1;
    }
}
