package dev.nightjar.sql;

/** Follows the rows of VALUES in the canonical text: of equal rows that follow on each other, one is kept. */
final class ValuesRows {
    private final Nesting nesting;
    private final CanonicalText out;

    ValuesRows(Nesting nesting, CanonicalText out) {
        this.nesting = nesting;
        this.out = out;
    }

    /** A bracket opens: it is a row where one can be, else no more rows follow. */
    void open(byte b, Keyword previous, byte punctuationBefore) {
        int depth = nesting.depth;
        if (nesting.inValues[depth] && b == '(' && (previous == Keyword.VALUES || punctuationBefore == ',')) {
            nesting.rowStart[depth] = out.length();
        } else {
            nesting.inValues[depth] = false;
        }
    }

    /** A bracket was closed: drops a row that equals the one before it. */
    void close() {
        int depth = nesting.depth;
        int start = nesting.rowStart[depth];
        if (start < 0) {
            return;
        }
        nesting.rowStart[depth] = -1;
        int before = nesting.lastRowStart[depth];
        int beforeEnd = nesting.lastRowEnd[depth];
        if (before >= 0 && out.sameBytes(before, beforeEnd, start, out.length())) {
            out.cutTo(beforeEnd);
        } else {
            nesting.lastRowStart[depth] = start;
            nesting.lastRowEnd[depth] = out.length();
        }
    }
}
