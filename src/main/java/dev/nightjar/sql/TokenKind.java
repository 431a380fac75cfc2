package dev.nightjar.sql;

/** The closed choice of tokens that {@link SqlLexer} tells apart. */
public enum TokenKind {
    /** No more bytes. */
    END,
    /** An identifier or key word without quotes. */
    WORD,
    /** A quoted identifier, {@code "…"} or {@code U&"…"}, quotes included. */
    QUOTED_NAME,
    /** Any string constant, all its continued parts and its {@code UESCAPE} included. */
    STRING,
    /** A numeric constant without sign. */
    NUMBER,
    /** A parameter, {@code $1}. */
    PARAMETER,
    /** An operator made of operator characters. */
    OPERATOR,
    /** One of {@code ( ) [ ] , ; . : :: := ..} or a byte that PostgreSQL has no use for. */
    PUNCTUATION
}
