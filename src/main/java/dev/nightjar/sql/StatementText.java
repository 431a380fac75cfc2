package dev.nightjar.sql;

import dev.nightjar.model.Fingerprint;

/**
 * A statement without its constants.
 *
 * @param fingerprint equal for every text that differs in constants, layout, comments and letter case only; stable
 *     across releases
 * @param text the canonical text: tokens joined by one blank, {@code $1..} for constants, lists of constants folded
 *     to {@code $1 /*, ... *}{@code /}; holds no constant of the original and is safe to show
 */
public record StatementText(Fingerprint fingerprint, String text) {

    /** The same text without the blanks that a person would not write. */
    public String readable() {
        return ReadableSql.of(text);
    }
}
