package dev.nightjar.detect;

import java.time.Instant;

/**
 * A statement whose cost per call changed for good and is still changed at the end of the history.
 *
 * @param metric {@code mean_exec_time} or {@code blks_per_call}
 * @param onset start of the first changed step
 * @param onsetLow earliest onset the data allow
 * @param onsetHigh latest onset the data allow
 * @param magnitude cost per call after ÷ before, at equal load and hour
 * @param beforeMs expected milliseconds per call at the present load had nothing changed; blocks for {@code blks_per_call}
 * @param afterMs the same, as it is now
 * @param score how many standard errors the change is, autocorrelation counted
 * @param pValue chance of such a score without a change
 * @param qValue the p-value after Benjamini–Hochberg over all tested statements
 * @param causeEvidence the figures that speak for the cause, in one sentence
 * @param ongoing whether the last day still shows it
 * @param extraMsPerDay milliseconds per day that the change costs at the present number of calls; negative for a gain
 * @param alarming whether the extra time is worth an alarm (see {@link DetectionSettings})
 */
public record Regression(
        String statement,
        String metric,
        Instant onset,
        Instant onsetLow,
        Instant onsetHigh,
        double magnitude,
        double beforeMs,
        double afterMs,
        double score,
        double pValue,
        double qValue,
        Kind kind,
        Cause cause,
        String causeEvidence,
        boolean ongoing,
        double extraMsPerDay,
        boolean alarming) {

    public static final String MEAN_EXEC_TIME = "mean_exec_time";
    public static final String BLOCKS_PER_CALL = "blks_per_call";

    /** The shape of the change. */
    public enum Kind {
        SHIFT,
        DRIFT,
        PLAN_FLIP
    }

    /** What the counters say the additional time went to. */
    public enum Cause {
        /** Another plan was seen since the onset. */
        PLAN_CHANGE,
        /** The table grew as the pages per call did. */
        DATA_GROWTH,
        PLAN_OR_DATA,
        LOCK_WAITS,
        CACHE_OR_IO,
        MEMORY,
        PLANNING,
        MORE_ROWS,
        CPU_OR_WAITS
    }

    Regression ranked(double q, boolean alarm) {
        return with(q, alarm, cause, causeEvidence);
    }

    Regression because(Cause known, String evidence) {
        return with(qValue, alarming, known, evidence);
    }

    private Regression with(double q, boolean alarm, Cause known, String evidence) {
        return new Regression(
                statement,
                metric,
                onset,
                onsetLow,
                onsetHigh,
                magnitude,
                beforeMs,
                afterMs,
                score,
                pValue,
                q,
                kind,
                known,
                evidence,
                ongoing,
                extraMsPerDay,
                alarm);
    }
}
