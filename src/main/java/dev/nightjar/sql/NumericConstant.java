package dev.nightjar.sql;

/** Numbers: {@code 1}, {@code 1.5}, {@code .5}, {@code 5.}, {@code 1e-3}, {@code 0x1F}, {@code 0o7}, {@code 0b1}, {@code 1_000}. */
final class NumericConstant {
    private NumericConstant() {}

    /** Where the number that starts at {@code from}, with a digit or a point before one, ends. */
    static int end(byte[] sql, int from, int limit) {
        if (sql[from] == '0' && from + 2 < limit) {
            int prefixed = prefixedEnd(sql, from, limit);
            if (prefixed > from) {
                return prefixed;
            }
        }
        int at = digitsEnd(sql, from, limit);
        if (at < limit && sql[at] == '.' && !(at + 1 < limit && sql[at + 1] == '.')) {
            at = digitsEnd(sql, at + 1, limit);
        }
        return exponentEnd(sql, at, limit);
    }

    /** Whether the number {@code sql[from, to)} has neither fraction nor exponent. */
    static boolean isInteger(byte[] sql, int from, int to) {
        if (to - from > 2 && radix(sql[from], sql[from + 1]) > 0) {
            return true;
        }
        for (int i = from; i < to; i++) {
            if (sql[i] == '.' || (sql[i] | 0x20) == 'e') {
                return false;
            }
        }
        return true;
    }

    private static int radix(byte first, byte second) {
        if (first != '0') {
            return 0;
        }
        return switch (second) {
            case 'x', 'X' -> 16;
            case 'o', 'O' -> 8;
            case 'b', 'B' -> 2;
            default -> 0;
        };
    }

    /** Gives {@code from} where no prefix with a digit follows. */
    private static int prefixedEnd(byte[] sql, int from, int limit) {
        int radix = radix(sql[from], sql[from + 1]);
        int at = from + 2;
        while (at < limit && radix > 0 && (sql[at] == '_' || Character.digit(sql[at], radix) >= 0)) {
            at++;
        }
        return at == from + 2 ? from : at;
    }

    private static int digitsEnd(byte[] sql, int from, int limit) {
        int at = from;
        while (at < limit
                && (CharacterClasses.isDigit(sql[at])
                        || (sql[at] == '_' && at + 1 < limit && CharacterClasses.isDigit(sql[at + 1])))) {
            at++;
        }
        return at;
    }

    private static int exponentEnd(byte[] sql, int from, int limit) {
        if (from >= limit || (sql[from] | 0x20) != 'e') {
            return from;
        }
        int at = from + 1;
        if (at < limit && (sql[at] == '+' || sql[at] == '-')) {
            at++;
        }
        return at < limit && CharacterClasses.isDigit(sql[at]) ? digitsEnd(sql, at, limit) : from;
    }
}
