package dev.nightjar.sql;

import dev.nightjar.model.Fingerprint;
import java.nio.charset.StandardCharsets;

/**
 * Brings a statement into its canonical form and hashes that: the text in the log and the text in pg_stat_statements
 * of the same statement give the same fingerprint.
 *
 * <p>Method: one pass over the tokens of {@link SqlLexer}. Words are lower-cased, comments dropped, constants and
 * parameters become one placeholder (with the minus of a negative number, as the server's grammar does it), lists
 * of constants in {@code IN} and {@code ARRAY[]} and equal rows of {@code VALUES} fold to one, column numbers in
 * ORDER BY and GROUP BY stay. {@code END} is {@code COMMIT}, {@code ABORT} is {@code ROLLBACK}, the value of
 * {@code SET} is one constant, names of prepared statements and savepoints are constants. Cost: linear, no allocation
 * but for growth. Reference: {@code pg_stat_statements.c}, {@code queryjumblefuncs.c} and {@code gram.y} of 13 to 18.
 *
 * <p>pg_stat_statements shows executions of a prepared statement as {@code PREPARE p AS ..}; so that text is read
 * as what it counts, {@code execute $1 as ..}, unless {@link #readCommand} is called.
 *
 * <p>Reusable, not thread-safe.
 */
public final class Fingerprinter {
    private final Normalizer normalizer = new Normalizer();
    private boolean standardConformingStrings = true;
    private boolean broken;

    /** Sets what an unmarked string constant means from here on; on is the server's default. */
    public void standardConformingStrings(boolean on) {
        standardConformingStrings = on;
    }

    /** The fingerprint of {@code sql[from, to)}; {@link #text()} then gives its canonical text. */
    public long read(byte[] sql, int from, int to) {
        return read(sql, from, to, false);
    }

    /** As {@link #read}, for text that is known to be the command as sent: PREPARE stays PREPARE. */
    public long readCommand(byte[] sql, int from, int to) {
        return read(sql, from, to, true);
    }

    /** Text that makes no sense under one setting of standard_conforming_strings is tried under the other. */
    private long read(byte[] sql, int from, int to, boolean command) {
        long fingerprint = normalizer.read(sql, from, to, standardConformingStrings, command);
        broken = false;
        if (!normalizer.isSuspicious()) {
            return fingerprint;
        }
        long other = normalizer.read(sql, from, to, !standardConformingStrings, command);
        broken = normalizer.isSuspicious();
        return broken ? normalizer.read(sql, from, to, standardConformingStrings, command) : other;
    }

    /** Whether what was read last makes no sense: a string is open, so that words of it may be part of a constant. */
    public boolean isBroken() {
        return broken;
    }

    /** Whether the fingerprint of what was read last depends on the number at {@code offset}: a column number. */
    boolean keepsNumberAt(int offset) {
        return normalizer.keptNumberAt(offset);
    }

    /** The canonical text of what was read last. */
    public String text() {
        return normalizer.text();
    }

    /** The canonical text of what was read last, cut after so many bytes; the fingerprint covers all of it. */
    public String text(int longestBytes) {
        return normalizer.text(longestBytes);
    }

    /** Canonical text and fingerprint of {@code sql[from, to)}. */
    public StatementText canonical(byte[] sql, int from, int to) {
        long value = read(sql, from, to);
        return new StatementText(new Fingerprint(value), text());
    }

    /** Canonical text and fingerprint of a statement in a String; for occasional use. */
    public static StatementText canonical(String sql) {
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        return new Fingerprinter().canonical(bytes, 0, bytes.length);
    }
}
