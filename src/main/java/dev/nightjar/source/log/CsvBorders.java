package dev.nightjar.source.log;

import dev.nightjar.source.log.bytes.ByteSearch;

/**
 * Counts quotes: a newline after an even number of them ends a record, whatever it looks like. The record after a
 * border must look like one, too; where none does, the file is damaged and the count starts anew.
 */
final class CsvBorders implements BorderFinder {
    private static final int MOST_TRIES = 200;

    private final CsvParser parser;

    CsvBorders(CsvParser parser) {
        this.parser = parser;
    }

    @Override
    public int lastBorder(byte[] bytes, int from, int to) {
        int even = lastEvenNewline(bytes, from, to);
        if (even > from && (even == to || parser.looksLikeStart(bytes, even, to) || to - even < 64)) {
            return even;
        }
        return lastRecord(bytes, from, to);
    }

    @Override
    public int firstBorder(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            at = ByteSearch.find(bytes, at, to, (byte) '\n') + 1;
            if (at < to && parser.isRecord(bytes, at, to)) {
                return at;
            }
        }
        return -1;
    }

    @Override
    public int endOfComplete(byte[] bytes, int from, int to) {
        return lastEvenNewline(bytes, from, to);
    }

    /** Walks back by lines, counting quotes of the tail against the parity of the whole. */
    private int lastEvenNewline(byte[] bytes, int from, int to) {
        boolean odd = ByteSearch.isOdd(bytes, from, to, (byte) '"');
        int end = to;
        while (end > from) {
            int newline = ByteSearch.findLast(bytes, from, end, (byte) '\n');
            if (newline < 0) {
                return from;
            }
            odd ^= ByteSearch.isOdd(bytes, newline + 1, end, (byte) '"');
            if (!odd) {
                return newline + 1;
            }
            end = newline;
        }
        return from;
    }

    private int lastRecord(byte[] bytes, int from, int to) {
        int end = to;
        for (int tries = 0; tries < MOST_TRIES && end > from; tries++) {
            int newline = ByteSearch.findLast(bytes, from, end, (byte) '\n');
            if (newline < 0) {
                return from;
            }
            if (parser.isRecord(bytes, newline + 1, to)) {
                return newline + 1;
            }
            end = newline;
        }
        return from;
    }
}
