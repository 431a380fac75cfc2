package dev.nightjar.sql;

/** What separates tokens: blanks, line comments, and block comments, which nest. */
final class WhiteSpace {
    private WhiteSpace() {}

    /** Where the white space that starts at {@code from} ends; {@code from} itself where there is none. */
    static int end(byte[] sql, int from, int limit) {
        int at = from;
        while (at < limit) {
            byte b = sql[at];
            if (CharacterClasses.isSpace(b)) {
                at++;
            } else if (b == '-' && at + 1 < limit && sql[at + 1] == '-') {
                at = lineEnd(sql, at, limit);
            } else if (b == '/' && at + 1 < limit && sql[at + 1] == '*') {
                at = blockCommentEnd(sql, at, limit);
            } else {
                return at;
            }
        }
        return at;
    }

    static int lineEnd(byte[] sql, int from, int limit) {
        int at = from;
        while (at < limit && sql[at] != '\n' && sql[at] != '\r') {
            at++;
        }
        return at;
    }

    private static int blockCommentEnd(byte[] sql, int from, int limit) {
        int at = from;
        int depth = 0;
        do {
            if (sql[at] == '/' && at + 1 < limit && sql[at + 1] == '*') {
                depth++;
                at += 2;
            } else if (sql[at] == '*' && at + 1 < limit && sql[at + 1] == '/') {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0 && at < limit);
        return at;
    }
}
