package dev.nightjar.source.log;

import dev.nightjar.source.log.bytes.ByteSearch;
import java.util.List;

/**
 * Cuts JSON into its entries: the outermost objects, whatever lies between them (one a line, a list, written over many
 * lines), or the members of the list that a single object carries ({@code {"events": [...], "nextToken": "x"}}). Exports
 * of managed services come in all of these, and the latter as one line of any length.
 */
final class JsonObjects implements BorderFinder {
    /** Keys of the lists that whole exports are in: CloudWatch's and Azure's. */
    private static final List<byte[]> LISTS = List.of(ByteSearch.ascii("\"events\""), ByteSearch.ascii("\"records\""));

    private final Between between;
    private int from;

    /** Takes what lies between entries, but for what belongs to the object around a list of them. */
    interface Between {
        void bytes(int from, int to);
    }

    JsonObjects() {
        this((start, end) -> {});
    }

    JsonObjects(Between between) {
        this.between = between;
    }

    /** Offset of the object that {@link #next} found last. */
    int from() {
        return from;
    }

    /** The end of the next whole object in {@code bytes[at, to)}, -1 if there is none. */
    int next(byte[] bytes, int at, int to) {
        int begin = at;
        int start = ByteSearch.findEither(bytes, at, to, (byte) '{', (byte) ']');
        while (start < to) {
            boolean opens = bytes[start] == '{';
            int end = opens ? end(bytes, start + 1, to, true) : endOfWrapper(bytes, start + 1, to);
            if (end < 0) {
                break;
            }
            if (opens || end > start + 1) {
                between.bytes(begin, start);
                begin = end;
            }
            if (opens && bytes[end - 1] == '}') {
                from = start;
                return end;
            }
            start = ByteSearch.findEither(bytes, end, to, (byte) '{', (byte) ']');
        }
        between.bytes(begin, to);
        return -1;
    }

    /**
     * The end of the object that {@code at} is in, or where the list of entries that it carries begins if that is looked
     * for; -1 if there is none of them.
     */
    private static int end(byte[] bytes, int at, int to, boolean orList) {
        int depth = 1;
        boolean quoted = false;
        for (int i = at; i < to; i++) {
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
            } else if (b == '[' && depth == 1 && orList && isList(bytes, at, i)) {
                return i + 1;
            }
        }
        return -1;
    }

    /** Whether the key of a list of entries stands before {@code at}. */
    private static boolean isList(byte[] bytes, int from, int at) {
        int colon = beforeBlanks(bytes, from, at);
        if (colon == from || bytes[colon - 1] != ':') {
            return false;
        }
        int end = beforeBlanks(bytes, from, colon - 1);
        for (byte[] key : LISTS) {
            if (end - from >= key.length && ByteSearch.startsWith(bytes, end - key.length, end, key)) {
                return true;
            }
        }
        return false;
    }

    /** The end of the object whose list of entries ended before {@code at}: {@code at} if it was in none, -1 if it goes on. */
    private static int endOfWrapper(byte[] bytes, int at, int to) {
        int next = afterBlanks(bytes, at, to);
        if (next < to && bytes[next] == ',') {
            next = afterBlanks(bytes, next + 1, to);
            return next < to && bytes[next] == '"' ? end(bytes, next, to, false) : at;
        }
        return next < to && bytes[next] == '}' ? next + 1 : at;
    }

    private static int afterBlanks(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && isBlank(bytes[at])) {
            at++;
        }
        return at;
    }

    private static int beforeBlanks(byte[] bytes, int from, int to) {
        int at = to;
        while (at > from && isBlank(bytes[at - 1])) {
            at--;
        }
        return at;
    }

    static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
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
