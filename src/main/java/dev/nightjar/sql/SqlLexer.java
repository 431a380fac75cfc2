package dev.nightjar.sql;

/**
 * Cuts SQL bytes into tokens as PostgreSQL's {@code scan.l} does (13 to 18), without copying any of them.
 *
 * <p>Differences to the server, all on text that the server refuses or reads in one version only: an unterminated
 * string, comment or name ends with the text; a number that runs into a word is two tokens; {@code 0x1F} and
 * {@code 1_000} are numbers whatever the version; NUL counts as white space. Every byte is passed exactly once,
 * so the cost is linear. Reusable, not thread-safe.
 */
public final class SqlLexer {
    private byte[] sql = {};
    private int at;
    private int limit;
    private int start;
    private boolean backslashEscapes;
    private boolean suspicious;
    private int peekedStart;
    private int peekedEnd;

    /** Starts over on {@code bytes[from, to)}, which must not change while they are read. */
    public void reset(byte[] bytes, int from, int to) {
        reset(bytes, from, to, true);
    }

    /** As {@link #reset(byte[], int, int)}, with the session's {@code standard_conforming_strings}. */
    public void reset(byte[] bytes, int from, int to, boolean standardConformingStrings) {
        sql = bytes;
        at = from;
        start = from;
        limit = to;
        backslashEscapes = !standardConformingStrings;
        suspicious = false;
    }

    /** Offset of the first byte of the last token. */
    public int start() {
        return start;
    }

    /** Offset after the last byte of the last token. */
    public int end() {
        return at;
    }

    /** Whether the last token, a number, has neither fraction nor exponent. */
    public boolean isInteger() {
        return NumericConstant.isInteger(sql, start, at);
    }

    /** Whether something came that a server refuses: an open string or name, or a backslash outside of both. */
    boolean isSuspicious() {
        return suspicious;
    }

    /** Moves to the next token; END again and again once the text is used up. */
    public TokenKind next() {
        at = WhiteSpace.end(sql, at, limit);
        start = at;
        if (at >= limit) {
            return TokenKind.END;
        }
        byte b = sql[at];
        if (CharacterClasses.startsWord(b)) {
            return wordOrPrefixedString(b);
        }
        if (CharacterClasses.isDigit(b)) {
            return number();
        }
        if (CharacterClasses.isOperator(b)) {
            return operator();
        }
        return switch (b) {
            case '\'' -> string(backslashEscapes);
            case '"' -> quotedName();
            case '$' -> dollar();
            case '.' -> dot();
            case ':' -> colon();
            default -> {
                at++;
                suspicious |= b == '\\';
                yield TokenKind.PUNCTUATION;
            }
        };
    }

    /** Whether {@code ::} comes after the token that was peeked last; does not move. */
    boolean castFollowsPeeked() {
        int mark = at;
        at = peekedEnd;
        at = WhiteSpace.end(sql, at, limit);
        boolean follows = at + 1 < limit && sql[at] == ':' && sql[at + 1] == ':';
        at = mark;
        return follows;
    }

    /** The kind of the next token, without moving to it. */
    TokenKind peek() {
        int markStart = start;
        int markAt = at;
        TokenKind kind = next();
        peekedStart = start;
        peekedEnd = at;
        start = markStart;
        at = markAt;
        return kind;
    }

    int peekedStart() {
        return peekedStart;
    }

    int peekedEnd() {
        return peekedEnd;
    }

    private TokenKind wordOrPrefixedString(byte first) {
        byte second = at + 1 < limit ? sql[at + 1] : 0;
        if (second == '\'') {
            switch (first) {
                case 'e', 'E' -> {
                    at++;
                    return string(true);
                }
                case 'b', 'B', 'x', 'X' -> {
                    at++;
                    return string(false);
                }
                case 'n', 'N' -> {
                    at++;
                    return string(backslashEscapes);
                }
                default -> {}
            }
        } else if (second == '$' && (first == 'n' || first == 'N') && nationalParameter()) {
            return TokenKind.STRING;
        } else if (second == '&' && (first == 'u' || first == 'U') && at + 2 < limit) {
            if (sql[at + 2] == '\'') {
                at += 2;
                string(false);
                skipUescape();
                return TokenKind.STRING;
            }
            if (sql[at + 2] == '"') {
                at += 2;
                quotedName();
                skipUescape();
                return TokenKind.QUOTED_NAME;
            }
        }
        at++;
        while (at < limit && CharacterClasses.continuesWord(sql[at])) {
            at++;
        }
        return TokenKind.WORD;
    }

    /** pg_stat_statements writes {@code N'..'} as {@code N$1}. */
    private boolean nationalParameter() {
        int i = at + 2;
        while (i < limit && CharacterClasses.isDigit(sql[i])) {
            i++;
        }
        if (i == at + 2 || (i < limit && CharacterClasses.continuesWord(sql[i]))) {
            return false;
        }
        at = i;
        return true;
    }

    /** At the opening quote. Goes on over the parts that a line break separates. */
    private TokenKind string(boolean escapes) {
        do {
            at++;
            boolean closed = false;
            while (at < limit && !closed) {
                byte b = sql[at++];
                if (b == '\'') {
                    if (at < limit && sql[at] == '\'') {
                        at++;
                    } else {
                        closed = true;
                    }
                } else if (b == '\\' && escapes && at < limit) {
                    at++;
                }
            }
            suspicious |= !closed;
        } while (continues());
        return TokenKind.STRING;
    }

    /** Moves to the quote of the next part if only white space with a line break, or line comments, lie between. */
    private boolean continues() {
        int i = at;
        boolean newline = false;
        while (i < limit) {
            byte b = sql[i];
            if (b == '\'') {
                if (newline) {
                    at = i;
                }
                return newline;
            }
            if (b == '\n' || b == '\r') {
                newline = true;
                i++;
            } else if (CharacterClasses.isSpace(b)) {
                i++;
            } else if (b == '-' && i + 1 < limit && sql[i + 1] == '-') {
                i = WhiteSpace.lineEnd(sql, i, limit);
            } else {
                return false;
            }
        }
        return false;
    }

    private TokenKind quotedName() {
        at++;
        while (at < limit) {
            if (sql[at++] == '"') {
                if (at < limit && sql[at] == '"') {
                    at++;
                } else {
                    break;
                }
            }
        }
        return TokenKind.QUOTED_NAME;
    }

    /** {@code UESCAPE 'c'} belongs to the token before it. */
    private void skipUescape() {
        int mark = at;
        at = WhiteSpace.end(sql, at, limit);
        int word = at;
        while (at < limit && CharacterClasses.continuesWord(sql[at])) {
            at++;
        }
        if (Keyword.find(sql, word, at) == Keyword.UESCAPE) {
            at = WhiteSpace.end(sql, at, limit);
            if (at < limit && sql[at] == '\'') {
                string(false);
                return;
            }
        }
        at = mark;
    }

    private TokenKind dollar() {
        int i = at + 1;
        if (i < limit && CharacterClasses.isDigit(sql[i])) {
            while (i < limit && CharacterClasses.isDigit(sql[i])) {
                i++;
            }
            at = i;
            return TokenKind.PARAMETER;
        }
        if (i < limit && CharacterClasses.startsWord(sql[i])) {
            while (i < limit && CharacterClasses.continuesWord(sql[i]) && sql[i] != '$') {
                i++;
            }
        }
        if (i >= limit || sql[i] != '$') {
            at++;
            return TokenKind.PUNCTUATION;
        }
        int tag = at;
        int tagLength = i + 1 - at;
        at = i + 1;
        while (at < limit) {
            if (sql[at] == '$' && startsWithTag(tag, tagLength)) {
                at += tagLength;
                return TokenKind.STRING;
            }
            at++;
        }
        return TokenKind.STRING;
    }

    private boolean startsWithTag(int tag, int length) {
        if (length > limit - at) {
            return false;
        }
        for (int i = 1; i < length; i++) {
            if (sql[at + i] != sql[tag + i]) {
                return false;
            }
        }
        return true;
    }

    private TokenKind dot() {
        if (at + 1 < limit && CharacterClasses.isDigit(sql[at + 1])) {
            return number();
        }
        at += at + 1 < limit && sql[at + 1] == '.' ? 2 : 1;
        return TokenKind.PUNCTUATION;
    }

    private TokenKind colon() {
        at += at + 1 < limit && (sql[at + 1] == ':' || sql[at + 1] == '=') ? 2 : 1;
        return TokenKind.PUNCTUATION;
    }

    private TokenKind number() {
        at = NumericConstant.end(sql, at, limit);
        return TokenKind.NUMBER;
    }

    private TokenKind operator() {
        boolean keepsSign = false;
        int i = at;
        while (i < limit && CharacterClasses.isOperator(sql[i])) {
            byte b = sql[i];
            boolean dashes = b == '-' && i + 1 < limit && sql[i + 1] == '-';
            boolean slashStar = b == '/' && i + 1 < limit && sql[i + 1] == '*';
            if (i > at && (dashes || slashStar)) {
                break;
            }
            keepsSign |= CharacterClasses.keepsSign(b);
            i++;
        }
        if (!keepsSign) {
            while (i > at + 1 && (sql[i - 1] == '+' || sql[i - 1] == '-')) {
                i--;
            }
        }
        at = i;
        return TokenKind.OPERATOR;
    }
}
