package dev.nightjar.sql;

import java.util.Arrays;

/** Follows where an integer is no constant but the number of a column: items of ORDER BY and GROUP BY. */
final class ColumnNumbers {
    private final Nesting nesting;
    /** Where the column numbers of the text start. */
    private int[] kept = new int[8];

    private int keptCount;

    ColumnNumbers(Nesting nesting) {
        this.nesting = nesting;
    }

    /** Another text starts. */
    void clear() {
        keptCount = 0;
    }

    /** The number at {@code offset} is one. */
    void keep(int offset) {
        if (keptCount == kept.length) {
            kept = Arrays.copyOf(kept, keptCount * 2);
        }
        kept[keptCount++] = offset;
    }

    /** Whether the number at {@code offset} was kept. */
    boolean isKept(int offset) {
        return Arrays.binarySearch(kept, 0, keptCount, offset) >= 0;
    }

    /** A key word, the one before it, and whether it is the first word of its bracket. */
    void word(Keyword keyword, Keyword previous, boolean first) {
        int depth = nesting.depth;
        switch (keyword) {
            case SELECT, VALUES, WITH, TABLE -> {
                if (first) {
                    markQuery(depth);
                }
                nesting.numbered[depth] = false;
            }
            case BY ->
                nesting.numbered[depth] =
                        nesting.query[depth] && (previous == Keyword.ORDER || previous == Keyword.GROUP);
            case HAVING, LIMIT, OFFSET, FETCH, FOR, WINDOW, UNION, INTERSECT, EXCEPT, RETURNING, ON, SET ->
                nesting.numbered[depth] = false;
            default -> {}
        }
    }

    /** A bracket that starts with a query is one; so is one that starts with such a bracket. */
    private void markQuery(int depth) {
        for (int level = depth; level > 0 && !nesting.query[level]; level--) {
            nesting.query[level] = true;
            if (nesting.start[level] - 2 != nesting.start[level - 1]) {
                return;
            }
        }
    }

    /** Whether a round bracket that opens now, inside of such a clause, holds column numbers. */
    boolean listOpens(Keyword previous, boolean operandBefore) {
        return switch (previous) {
            case ROLLUP, CUBE, SETS -> true;
            default -> nesting.columnList[nesting.depth] && !operandBefore;
        };
    }

    /** Whether the token after the lexer's last one ends an item of the clause. */
    static boolean endsItem(SqlLexer lexer, byte[] sql) {
        TokenKind kind = lexer.peek();
        if (kind == TokenKind.END) {
            return true;
        }
        int start = lexer.peekedStart();
        if (kind == TokenKind.PUNCTUATION) {
            return sql[start] == ',' || sql[start] == ')' || sql[start] == ';';
        }
        return kind == TokenKind.WORD
                && switch (Keyword.find(sql, start, lexer.peekedEnd())) {
                    case ASC,
                            DESC,
                            USING,
                            NULLS,
                            LIMIT,
                            OFFSET,
                            FETCH,
                            FOR,
                            HAVING,
                            WINDOW,
                            UNION,
                            INTERSECT,
                            EXCEPT,
                            ORDER,
                            RETURNING,
                            ON -> true;
                    default -> false;
                };
    }
}
