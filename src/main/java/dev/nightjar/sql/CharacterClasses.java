package dev.nightjar.sql;

/** The character classes of PostgreSQL's {@code scan.l}, one lookup each. */
final class CharacterClasses {
    private static final byte SPACE = 1;
    private static final byte WORD_START = 2;
    private static final byte DIGIT = 4;
    private static final byte OPERATOR = 8;
    /** Characters that let an operator keep a trailing plus or minus. */
    private static final byte KEEPS_SIGN = 16;

    private static final byte[] CLASSES = new byte[256];

    static {
        for (char c : " \t\n\r\f\013\0".toCharArray()) {
            CLASSES[c] |= SPACE;
        }
        for (int c = 0; c < 256; c++) {
            if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80) {
                CLASSES[c] |= WORD_START;
            } else if (c >= '0' && c <= '9') {
                CLASSES[c] |= DIGIT;
            }
        }
        for (char c : "~!@#^&|`?+-*/%<>=".toCharArray()) {
            CLASSES[c] |= OPERATOR;
        }
        for (char c : "~!@#^&|`?%".toCharArray()) {
            CLASSES[c] |= KEEPS_SIGN;
        }
    }

    private CharacterClasses() {}

    /** NUL counts as space: no server sends one, damaged files hold many. */
    static boolean isSpace(byte b) {
        return (CLASSES[b & 0xff] & SPACE) != 0;
    }

    static boolean startsWord(byte b) {
        return (CLASSES[b & 0xff] & WORD_START) != 0;
    }

    static boolean continuesWord(byte b) {
        return (CLASSES[b & 0xff] & (WORD_START | DIGIT)) != 0 || b == '$';
    }

    static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    static boolean isOperator(byte b) {
        return (CLASSES[b & 0xff] & OPERATOR) != 0;
    }

    static boolean keepsSign(byte b) {
        return (CLASSES[b & 0xff] & KEEPS_SIGN) != 0;
    }
}
