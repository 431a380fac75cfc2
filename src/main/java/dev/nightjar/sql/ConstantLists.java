package dev.nightjar.sql;

/** Follows whether the contents of a bracket are a list of constants, cast or not, which is folded to one element. */
final class ConstantLists {
    private final Nesting nesting;

    ConstantLists(Nesting nesting) {
        this.nesting = nesting;
    }

    /** What the bracket {@code b} that opens now may hold. */
    byte open(byte b, Keyword previous, byte punctuationBefore) {
        byte outer = nesting.list[nesting.depth];
        // A bracket without an operand before it is an array within an array, not a subscript.
        boolean array = previous == Keyword.ARRAY || punctuationBefore == '[' || punctuationBefore == ',';
        if (b == '(' ? previous == Keyword.IN : array) {
            return Nesting.ELEMENT_EXPECTED;
        }
        if (outer == Nesting.CAST_CALL) {
            return Nesting.ELEMENT_EXPECTED;
        }
        if (outer != Nesting.AFTER_CAST) {
            broken();
        }
        return Nesting.NO_LIST;
    }

    void constant() {
        int depth = nesting.depth;
        byte list = nesting.list[depth];
        nesting.list[depth] = list == Nesting.ELEMENT_EXPECTED || list == Nesting.TYPED_ELEMENT
                ? Nesting.AFTER_ELEMENT
                : Nesting.NO_LIST;
    }

    void comma() {
        nesting.list[nesting.depth] = isAfterElement() ? Nesting.ELEMENT_EXPECTED : Nesting.NO_LIST;
    }

    /** Anything but brackets, comma and semicolon; {@code ::} where it is not single. */
    void punctuation(byte b, boolean single) {
        if (b == ':' && !single && isAfterElement()) {
            nesting.list[nesting.depth] = Nesting.AFTER_CAST;
        } else if (!(b == '.' && nesting.list[nesting.depth] == Nesting.AFTER_CAST)) {
            broken();
        }
    }

    /** A type before or after a constant, CAST, or the end of the hope to fold. */
    void word(Keyword keyword) {
        int depth = nesting.depth;
        switch (nesting.list[depth]) {
            case Nesting.ELEMENT_EXPECTED ->
                nesting.list[depth] = keyword == Keyword.CAST
                        ? Nesting.CAST_CALL
                        : keyword.expectsOperand() ? Nesting.NO_LIST : Nesting.TYPED_ELEMENT;
            case Nesting.AFTER_ELEMENT ->
                nesting.list[depth] = keyword == Keyword.AS ? Nesting.AFTER_CAST : Nesting.NO_LIST;
            case Nesting.CAST_CALL -> broken();
            default -> {}
        }
    }

    void broken() {
        nesting.list[nesting.depth] = Nesting.NO_LIST;
    }

    private boolean isAfterElement() {
        byte list = nesting.list[nesting.depth];
        return list == Nesting.AFTER_ELEMENT || list == Nesting.AFTER_CAST;
    }
}
