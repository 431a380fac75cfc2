package dev.nightjar.source.log;

/**
 * Cuts JSON into its outermost objects, whatever lies between them: one a line, a list, written over many lines. Exports
 * of managed services come in all of these.
 */
final class JsonObjects implements BorderFinder {
    private int from;

    /** Offset of the object that {@link #next} found last. */
    int from() {
        return from;
    }

    /** The end of the next whole object in {@code bytes[at, to)}, -1 if there is none. */
    int next(byte[] bytes, int at, int to) {
        int start = ByteSearch.find(bytes, at, to, (byte) '{');
        if (start >= to) {
            return -1;
        }
        from = start;
        int depth = 0;
        boolean quoted = false;
        for (int i = start; i < to; i++) {
            byte b = bytes[i];
            if (quoted) {
                if (b == '\\') {
                    i++;
                } else if (b == '"') {
                    quoted = false;
                }
            } else if (b == '"') {
                quoted = true;
            } else if (b == '{') {
                depth++;
            } else if (b == '}' && --depth == 0) {
                return i + 1;
            }
        }
        return -1;
    }

    @Override
    public int lastBorder(byte[] bytes, int begin, int to) {
        int border = begin;
        for (int end = next(bytes, begin, to); end >= 0; end = next(bytes, end, to)) {
            border = end;
        }
        // The comma or newline after it belongs to it.
        while (border > begin
                && border < to
                && (bytes[border] == ',' || bytes[border] == '\n' || bytes[border] == '\r')) {
            border++;
        }
        return border;
    }

    @Override
    public int firstBorder(byte[] bytes, int begin, int to) {
        int newline = ByteSearch.find(bytes, begin, to, (byte) '\n');
        while (newline + 1 < to) {
            if (bytes[newline + 1] == '{') {
                return newline + 1;
            }
            newline = ByteSearch.find(bytes, newline + 1, to, (byte) '\n');
        }
        return -1;
    }

    @Override
    public int endOfComplete(byte[] bytes, int begin, int to) {
        return lastBorder(bytes, begin, to);
    }
}
