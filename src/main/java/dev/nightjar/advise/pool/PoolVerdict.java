package dev.nightjar.advise.pool;

import java.util.List;

/**
 * What is to be said of one pool.
 *
 * @param capacitySize smallest size on the plateau of throughput; NaN where the plateau is unknown
 * @param demandSize enough for the peak that was seen
 * @param nextStep the size to set now: at most twice or half the present one
 * @param low of the range of sizes that the samples allow
 * @param growthForbidden whether growing would only lengthen a queue for a lock
 * @param reason in words
 * @param confidence 0–1
 */
public record PoolVerdict(
        String pool,
        int current,
        double capacitySize,
        int demandSize,
        int nextStep,
        int low,
        int high,
        Verdict verdict,
        Regime regime,
        boolean growthForbidden,
        String reason,
        double confidence,
        Observed observed,
        Model model,
        List<CurvePoint> curve) {

    public PoolVerdict {
        curve = List.copyOf(curve);
    }

    /** What to do with the size. */
    public enum Verdict {
        GROW,
        SHRINK,
        KEEP,
        NOT_ENOUGH_EVIDENCE
    }

    /** What holds a connection most of its time, and so forms the plateau. */
    public enum Regime {
        CPU,
        /** Storage, commits or the application inside its transactions: time without the processor. */
        DELAY,
        LOCK,
        UNKNOWN
    }

    /**
     * What was seen in the busiest windows.
     *
     * @param fullShare share of windows in which all connections were in use and someone waited
     */
    public record Observed(
            double throughput,
            double used,
            double holdMs,
            double waitMs,
            double waitingShare,
            double fullShare,
            double timeouts,
            double lockShare) {}

    /**
     * What the sizes were computed from; NaN where unknown.
     *
     * @param cpuMs processor time per checkout under load
     * @param delayMs time per checkout without the processor
     */
    public record Model(double cpuMs, double delayMs, double cores) {}

    /**
     * What the model expects of a size.
     *
     * @param throughput most checkouts per second
     * @param p95WaitMs wait for a connection at the peak that was seen; NaN where it would grow without end
     */
    public record CurvePoint(int size, double throughput, double p95WaitMs) {}
}
