package dev.nightjar.sql;

import java.util.Arrays;

/** What the normaliser knows of each open bracket. Brackets nested deeper than {@link #DEEPEST} share one entry. */
final class Nesting {
    /** Far above the server's own limit for sane statements, far below what could hurt. */
    private static final int DEEPEST = 2000;

    /** How far the contents of a bracket look like a list of constants. */
    static final byte NO_LIST = 0;

    static final byte ELEMENT_EXPECTED = 1;
    static final byte TYPED_ELEMENT = 2;
    static final byte CAST_CALL = 3;
    static final byte AFTER_ELEMENT = 4;
    static final byte AFTER_CAST = 5;

    int depth;
    /** Canonical length after the opening bracket. */
    int[] start = new int[32];

    byte[] list = new byte[32];
    boolean[] first = new boolean[32];
    boolean[] query = new boolean[32];
    /** Inside ORDER BY or GROUP BY of a query, where an integer is a column number. */
    boolean[] numbered = new boolean[32];
    /** A bracket whose integers are column numbers: DISTINCT ON, ROLLUP, CUBE, GROUPING SETS. */
    boolean[] columnList = new boolean[32];
    /** Rows of VALUES: where the row before and this one start and end, -1 if none. */
    int[] rowStart = new int[32];

    int[] lastRowStart = new int[32];
    int[] lastRowEnd = new int[32];
    boolean[] inValues = new boolean[32];

    private int beyond;

    void clear() {
        depth = 0;
        beyond = 0;
        open(0, NO_LIST, false);
        query[0] = true;
    }

    void push(int canonicalLength, byte kind, boolean isColumnList) {
        if (depth + 1 >= DEEPEST) {
            beyond++;
            list[depth] = NO_LIST;
            return;
        }
        depth++;
        if (depth == start.length) {
            grow();
        }
        open(canonicalLength, kind, isColumnList);
    }

    /** Whether a bracket of its own was closed. */
    boolean pop() {
        if (beyond > 0) {
            beyond--;
            return false;
        }
        if (depth == 0) {
            return false;
        }
        depth--;
        return true;
    }

    /** Rows follow VALUES, and nothing else. */
    void word(Keyword keyword) {
        inValues[depth] = keyword == Keyword.VALUES;
        if (inValues[depth]) {
            lastRowStart[depth] = -1;
        }
    }

    private void open(int canonicalLength, byte kind, boolean isColumnList) {
        start[depth] = canonicalLength;
        list[depth] = kind;
        first[depth] = true;
        query[depth] = false;
        numbered[depth] = isColumnList;
        columnList[depth] = isColumnList;
        rowStart[depth] = -1;
        lastRowStart[depth] = -1;
        lastRowEnd[depth] = -1;
        inValues[depth] = false;
    }

    private void grow() {
        int size = Math.min(start.length * 2, DEEPEST);
        start = Arrays.copyOf(start, size);
        list = Arrays.copyOf(list, size);
        first = Arrays.copyOf(first, size);
        query = Arrays.copyOf(query, size);
        numbered = Arrays.copyOf(numbered, size);
        columnList = Arrays.copyOf(columnList, size);
        rowStart = Arrays.copyOf(rowStart, size);
        lastRowStart = Arrays.copyOf(lastRowStart, size);
        lastRowEnd = Arrays.copyOf(lastRowEnd, size);
        inValues = Arrays.copyOf(inValues, size);
    }
}
