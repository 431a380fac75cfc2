package dev.nightjar.source.log;

/** Cuts before a line that is the first part of a record. */
final class SyslogBorders implements BorderFinder {
    private static final byte[] FIRST_PART = ByteSearch.ascii("-1] ");

    @Override
    public int lastBorder(byte[] bytes, int from, int to) {
        int end = to;
        while (end > from) {
            int newline = ByteSearch.findLast(bytes, from, end, (byte) '\n');
            if (newline < 0) {
                return from;
            }
            if (startsRecord(bytes, newline + 1, to)) {
                return newline + 1;
            }
            end = newline;
        }
        return from;
    }

    @Override
    public int firstBorder(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            at = ByteSearch.find(bytes, at, to, (byte) '\n') + 1;
            if (startsRecord(bytes, at, to)) {
                return at;
            }
        }
        return -1;
    }

    @Override
    public int endOfComplete(byte[] bytes, int from, int to) {
        // Parts of a record are written one by one: the last record waits until another one follows.
        return lastBorder(bytes, from, to);
    }

    private static boolean startsRecord(byte[] bytes, int at, int to) {
        if (at >= to) {
            return false;
        }
        int end = ByteSearch.find(bytes, at, Math.min(to, at + 200), (byte) '\n');
        return ByteSearch.find(bytes, at, end, FIRST_PART) >= 0;
    }
}
