package dev.nightjar.advise.health;

import dev.nightjar.model.Fingerprint;
import dev.nightjar.model.Measures;
import dev.nightjar.model.StatementMetric;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;

/**
 * One statement over the lookback, all databases and roles together.
 *
 * @param lookback sums over the lookback
 * @param secondsPerDay execution and planning time
 * @param share of all database time, 0–1
 * @param presence share of the samples in which it was called, 0–1
 */
record StatementLoad(
        Fingerprint fingerprint,
        String text,
        SortedSet<String> databases,
        SortedSet<String> roles,
        Measures lookback,
        double days,
        double secondsPerDay,
        double share,
        double presence) {

    private static final int LABEL_LENGTH = 120;
    private static final int LABEL_HEAD = 50;
    private static final Set<String> UTILITY = Set.of(
            "copy",
            "create",
            "alter",
            "drop",
            "vacuum",
            "analyze",
            "reindex",
            "refresh",
            "cluster",
            "checkpoint",
            "begin",
            "start",
            "commit",
            "rollback",
            "set",
            "show",
            "reset",
            "discard",
            "deallocate",
            "listen",
            "truncate",
            "lock",
            "grant",
            "revoke",
            "do",
            "call",
            "explain");

    double perDay(StatementMetric metric) {
        return lookback.get(metric) / days;
    }

    double perCall(StatementMetric metric) {
        return lookback.get(metric) / Math.max(1, lookback.get(StatementMetric.CALLS));
    }

    double calls() {
        return lookback.known(StatementMetric.CALLS);
    }

    double callsPerDay() {
        return calls() / days;
    }

    double meanMs() {
        return perCall(StatementMetric.EXEC_MS);
    }

    String lowerText() {
        return text.toLowerCase(Locale.ROOT);
    }

    /** A command without a plan to improve. */
    boolean isUtility() {
        return UTILITY.contains(firstWord());
    }

    boolean writes() {
        return Set.of("insert", "update", "delete", "merge").contains(firstWord());
    }

    private String firstWord() {
        String[] words = lowerText().stripLeading().split("[\\s(;]+", 2);
        return words[0];
    }

    /** The text cut to one line. */
    String label() {
        return label(text);
    }

    /** The beginning of a statement and what it reads from: its tables and conditions tell more than its columns. */
    static String label(String text) {
        if (text.length() <= LABEL_LENGTH) {
            return text;
        }
        int from = text.toLowerCase(Locale.ROOT).indexOf(" from ");
        String tail = text.substring(from > LABEL_HEAD ? from : LABEL_HEAD);
        int room = LABEL_LENGTH - LABEL_HEAD;
        return text.substring(0, LABEL_HEAD)
                + (from > LABEL_HEAD ? " …" : "")
                + (tail.length() <= room ? tail : tail.substring(0, room - 1) + "…");
    }
}
