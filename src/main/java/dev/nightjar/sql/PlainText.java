package dev.nightjar.sql;

/**
 * Cuts the text of a statement into pieces without lexing it, as long as nothing in it could change the meaning of what
 * follows: backslashes, comments, dollar quotes, open quotes and control characters end the trust.
 */
final class PlainText {
    private PlainText() {}

    /** Whether all of {@code sql[from, to)} can be cut. */
    static boolean isPlain(byte[] sql, int from, int to) {
        int at = from;
        while (at >= 0 && at < to) {
            at = pieceEnd(sql, from, at, to);
        }
        return at >= 0;
    }

    /** The end of the piece of {@code sql[from, to)} that starts at {@code at}, -1 if nothing after it can be trusted. */
    static int pieceEnd(byte[] sql, int from, int at, int to) {
        byte b = sql[at];
        return switch (b) {
            case '\'' -> afterString(sql, at, to);
            // What U&"..." names depends on the UESCAPE after it.
            case '"' -> at > from && sql[at - 1] == '&' ? -1 : afterName(sql, at, to);
            case '$' -> (at + 1 < to && CharacterClasses.isDigit(sql[at + 1])) || isInWord(sql, from, at) ? at + 1 : -1;
            case '-' -> at + 1 < to && sql[at + 1] == '-' ? -1 : at + 1;
            case '/' -> at + 1 < to && sql[at + 1] == '*' ? -1 : at + 1;
            default -> {
                if (CharacterClasses.isDigit(b)) {
                    yield afterDigits(sql, at, to);
                }
                yield isForbidden(b) ? -1 : at + 1;
            }
        };
    }

    /** Whether the piece {@code sql[at, end)} is a string, or a number that is no part of a word. */
    static boolean isConstant(byte[] sql, int from, int at, int end, int to) {
        if (!CharacterClasses.isDigit(sql[at])) {
            return sql[at] == '\'';
        }
        return !(at > from && CharacterClasses.continuesWord(sql[at - 1]))
                && !(end < to && CharacterClasses.continuesWord(sql[end]));
    }

    static int afterDigits(byte[] sql, int from, int to) {
        int at = from;
        while (at < to && CharacterClasses.isDigit(sql[at])) {
            at++;
        }
        return at;
    }

    /** The end of the string constant, -1 if it is open or holds a backslash. */
    static int afterString(byte[] sql, int quote, int to) {
        int at = quote + 1;
        while (at < to) {
            byte b = sql[at++];
            if (b == '\'') {
                if (at == to || sql[at] != '\'') {
                    return at;
                }
                at++;
            } else if (b == '\\') {
                return -1;
            }
        }
        return -1;
    }

    private static int afterName(byte[] sql, int quote, int to) {
        int at = quote + 1;
        while (at < to) {
            byte b = sql[at++];
            if (b == '"') {
                return at;
            }
            if (isForbidden(b)) {
                return -1;
            }
        }
        return -1;
    }

    private static boolean isForbidden(byte b) {
        return b == '\\' || (b >= 0 && b < ' ' && !CharacterClasses.isSpace(b));
    }

    /** Whether a word goes on at {@code at}: digits before it could be a number, after which a dollar starts a string. */
    private static boolean isInWord(byte[] sql, int from, int at) {
        int start = at;
        while (start > from && CharacterClasses.continuesWord(sql[start - 1])) {
            start--;
        }
        return start < at && CharacterClasses.startsWord(sql[start]);
    }
}
