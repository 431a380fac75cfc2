package dev.nightjar.source.log;

import dev.nightjar.source.log.bytes.ByteSearch;
import dev.nightjar.sql.XxHash64;

/**
 * Reads the names in {@code PREPARE name AS ..} and {@code EXECUTE name (..)}, by which statements of one session belong
 * together: the server adds the prepared text to an EXECUTE of the simple protocol only. A name is known by its hash; one
 * that stands behind a comment is not found.
 */
final class PreparedNames {
    /** No name. */
    static final long NONE = 0;

    private static final byte[] PREPARE = ByteSearch.ascii("prepare");
    private static final byte[] EXECUTE = ByteSearch.ascii("execute");
    private static final byte[] AS = ByteSearch.ascii("as");

    private PreparedNames() {}

    /** Whether a statement that starts with this byte may name another: a quick look at each. */
    static boolean mayName(byte first) {
        return (first | 0x20) == 'p' || (first | 0x20) == 'e' || (first >= 0 && first <= ' ');
    }

    /** The name that a statement prepares; {@link #NONE} for any other statement. */
    static long prepared(byte[] sql, int from, int to) {
        int start = afterWord(sql, from, to, PREPARE);
        int end = endOfName(sql, start, to);
        if (end < 0) {
            return NONE;
        }
        int next = afterBlanks(sql, end, to);
        // PREPARE TRANSACTION goes on with a string.
        boolean goesOn = next < to && (sql[next] == '(' || afterWord(sql, next, to, AS) > 0);
        return goesOn ? hash(sql, start, end) : NONE;
    }

    /** The name that a statement executes; {@link #NONE} for any other statement. */
    static long executed(byte[] sql, int from, int to) {
        int start = afterWord(sql, from, to, EXECUTE);
        int end = endOfName(sql, start, to);
        return end < 0 ? NONE : hash(sql, start, end);
    }

    /** After a key word and the blanks behind it, -1 if it does not stand here. */
    private static int afterWord(byte[] sql, int from, int to, byte[] word) {
        int at = afterBlanks(sql, from, to);
        for (byte letter : word) {
            if (at >= to || (sql[at++] | 0x20) != letter) {
                return -1;
            }
        }
        int next = afterBlanks(sql, at, to);
        return next > at ? next : -1;
    }

    private static int endOfName(byte[] sql, int start, int to) {
        if (start < 0 || start >= to) {
            return -1;
        }
        int at = start;
        if (sql[start] == '"') {
            do {
                at = ByteSearch.find(sql, at + 1, to, (byte) '"') + 1;
            } while (at < to && sql[at] == '"');
            return at > to ? -1 : at;
        }
        while (at < to && isPartOfName(sql[at])) {
            at++;
        }
        return at == start ? -1 : at;
    }

    private static boolean isPartOfName(byte b) {
        int lower = b | 0x20;
        boolean letter = b < 0 || b == '_' || (lower >= 'a' && lower <= 'z');
        return letter || (b >= '0' && b <= '9') || b == '$';
    }

    /** The same for a name however it is written. */
    private static long hash(byte[] sql, int start, int end) {
        boolean quoted = sql[start] == '"';
        byte[] name = new byte[end - start];
        int length = 0;
        for (int at = quoted ? start + 1 : start; at < (quoted ? end - 1 : end); at++) {
            byte b = sql[at];
            name[length++] = !quoted && b >= 'A' && b <= 'Z' ? (byte) (b | 0x20) : b;
            at += quoted && b == '"' ? 1 : 0;
        }
        long hash = XxHash64.hash(name, 0, length);
        return hash == NONE ? 1 : hash;
    }

    private static int afterBlanks(byte[] sql, int from, int to) {
        int at = from;
        while (at < to && sql[at] >= 0 && sql[at] <= ' ') {
            at++;
        }
        return at;
    }
}
