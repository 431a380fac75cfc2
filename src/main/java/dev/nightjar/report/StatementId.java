package dev.nightjar.report;

/** The short name of a statement in the printed editions. */
public final class StatementId {
    private static final int DIGITS = 8;

    private StatementId() {}

    /** {@code Q-} and the first digits of the fingerprint: readable, and unique among a report's statements. */
    public static String of(String fingerprint) {
        return fingerprint.isEmpty() ? "" : "Q-" + fingerprint.substring(0, Math.min(DIGITS, fingerprint.length()));
    }
}
