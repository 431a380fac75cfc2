package dev.nightjar.model;

import java.util.HexFormat;

/**
 * Identity of a statement: a 64-bit hash of its canonical text, equal for the log's text and pg_stat_statements' text
 * of the same statement and stable across releases.
 */
public record Fingerprint(long value) implements Comparable<Fingerprint> {

    /** Reads the form that {@link #toString()} writes. */
    public static Fingerprint parse(String hex) {
        return new Fingerprint(HexFormat.fromHexDigitsToLong(hex));
    }

    @Override
    public int compareTo(Fingerprint other) {
        return Long.compareUnsigned(value, other.value);
    }

    /** Sixteen lower-case hex digits. */
    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(value);
    }
}
