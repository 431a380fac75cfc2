package dev.nightjar.sql;

/**
 * A key for statements that differ in plain constants only: equal skeletons have equal fingerprints, so that a
 * statement whose skeleton was seen before need not be lexed. The opposite does not hold; letter case, layout and the
 * length of lists stay in the skeleton.
 *
 * <p>Method: one pass that writes one byte for each run of digits that is no part of a word and for each string constant,
 * everything else as it is, and hashes that. Whatever could change the meaning of what follows (backslashes, comments,
 * dollar quotes, open quotes, control characters) gives no skeleton. The one place where the canonical form depends on
 * the digits themselves, column numbers, is told by {@link Fingerprinter#keepsNumbers}. Cost: about a nanosecond a byte.
 *
 * <p>Reusable, not thread-safe.
 */
public final class Skeleton {
    /** The hash of a text that has no skeleton. */
    public static final long NONE = 0;

    /** Longer texts are seldom repeated and need not fill memory. */
    private static final int LONGEST = 1 << 16;

    private static final byte NUMBER = 1;
    private static final byte STRING = 2;

    /** Kinds of bytes; up to {@link #WORD} they are written as they are. */
    private static final byte PLAIN = 0;

    private static final byte WORD = 1;
    private static final byte DIGIT = 2;
    private static final byte QUOTE = 3;
    private static final byte NAME_QUOTE = 4;
    private static final byte DOLLAR = 5;
    private static final byte COMMENT = 6;
    private static final byte FORBIDDEN = 7;

    private static final byte[] KINDS = new byte[256];

    static {
        for (int c = 0; c < 256; c++) {
            byte b = (byte) c;
            if (CharacterClasses.startsWord(b)) {
                KINDS[c] = WORD;
            } else if (CharacterClasses.isDigit(b)) {
                KINDS[c] = DIGIT;
            } else {
                KINDS[c] = c < ' ' && !CharacterClasses.isSpace(b) ? FORBIDDEN : PLAIN;
            }
        }
        KINDS['\''] = QUOTE;
        KINDS['"'] = NAME_QUOTE;
        KINDS['$'] = DOLLAR;
        KINDS['-'] = COMMENT;
        KINDS['/'] = COMMENT;
        KINDS['\\'] = FORBIDDEN;
    }

    private byte[] bytes = new byte[4096];

    /** The hash of the skeleton of {@code sql[from, to)}, or {@link #NONE}. */
    public long hash(byte[] sql, int from, int to) {
        if (to - from > LONGEST) {
            return NONE;
        }
        if (to - from > bytes.length) {
            bytes = new byte[Math.min(LONGEST, (to - from) * 2)];
        }
        int length = write(sql, from, to, bytes);
        if (length < 0) {
            return NONE;
        }
        long hash = XxHash64.hash(bytes, 0, length);
        return hash == NONE ? 1 : hash;
    }

    /** Writes the skeleton; gives its length, -1 if there is none. */
    private static int write(byte[] sql, int from, int to, byte[] out) {
        byte[] kinds = KINDS;
        int at = from;
        int length = 0;
        while (at < to) {
            byte b = sql[at];
            int kind = kinds[b & 0xff];
            if (kind <= WORD) {
                out[length++] = b;
                at++;
                continue;
            }
            int end;
            switch (kind) {
                case DIGIT -> {
                    end = afterDigits(sql, at, to);
                    boolean inWord = (at > from && CharacterClasses.continuesWord(sql[at - 1]))
                            || (end < to && CharacterClasses.continuesWord(sql[end]));
                    if (!inWord) {
                        out[length++] = NUMBER;
                        at = end;
                        continue;
                    }
                }
                case QUOTE -> {
                    end = afterString(sql, at, to);
                    if (end >= 0) {
                        out[length++] = STRING;
                        at = end;
                        continue;
                    }
                }
                case NAME_QUOTE -> end = afterName(sql, at, to);
                case DOLLAR ->
                    end = (at + 1 < to && CharacterClasses.isDigit(sql[at + 1])) || isInWord(sql, from, at)
                            ? at + 1
                            : -1;
                case COMMENT -> end = at + 1 < to && sql[at + 1] == (b == '-' ? '-' : '*') ? -1 : at + 1;
                default -> end = -1;
            }
            if (end < 0) {
                return -1;
            }
            for (int i = at; i < end; i++) {
                out[length++] = sql[i];
            }
            at = end;
        }
        return length;
    }

    /** Whether a word goes on at {@code at}: digits before it could be a number, after which a dollar starts a string. */
    private static boolean isInWord(byte[] sql, int from, int at) {
        int start = at;
        while (start > from && CharacterClasses.continuesWord(sql[start - 1])) {
            start--;
        }
        return start < at && CharacterClasses.startsWord(sql[start]);
    }

    private static int afterDigits(byte[] sql, int from, int to) {
        int at = from;
        while (at < to && CharacterClasses.isDigit(sql[at])) {
            at++;
        }
        return at;
    }

    private static int afterString(byte[] sql, int quote, int to) {
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
            if (KINDS[b & 0xff] == FORBIDDEN) {
                return -1;
            }
        }
        return -1;
    }
}
