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

    /** What a byte is the start of; 0 for what has no meaning of its own. */
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
            } else if (c < ' ' && !CharacterClasses.isSpace(b)) {
                KINDS[c] = FORBIDDEN;
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
        int at = from;
        int length = 0;
        while (at < to) {
            byte b = sql[at];
            switch (KINDS[b & 0xff]) {
                case WORD -> {
                    do {
                        out[length++] = sql[at];
                        at++;
                    } while (at < to && CharacterClasses.continuesWord(sql[at]));
                }
                case DIGIT -> {
                    int start = at;
                    do {
                        at++;
                    } while (at < to && CharacterClasses.isDigit(sql[at]));
                    if (at < to && CharacterClasses.continuesWord(sql[at])) {
                        System.arraycopy(sql, start, out, length, at - start);
                        length += at - start;
                    } else {
                        out[length++] = NUMBER;
                    }
                }
                case QUOTE -> {
                    at = afterString(sql, at, to);
                    if (at < 0) {
                        return -1;
                    }
                    out[length++] = STRING;
                }
                case NAME_QUOTE -> {
                    int start = at;
                    at = afterName(sql, at, to);
                    if (at < 0) {
                        return -1;
                    }
                    System.arraycopy(sql, start, out, length, at - start);
                    length += at - start;
                }
                case DOLLAR -> {
                    if (at + 1 >= to || !CharacterClasses.isDigit(sql[at + 1])) {
                        return -1;
                    }
                    out[length++] = b;
                    at++;
                }
                case COMMENT -> {
                    if (at + 1 < to && sql[at + 1] == (b == '-' ? '-' : '*')) {
                        return -1;
                    }
                    out[length++] = b;
                    at++;
                }
                case FORBIDDEN -> {
                    return -1;
                }
                default -> {
                    out[length++] = b;
                    at++;
                }
            }
        }
        return length;
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
