package dev.nightjar.detect;

import dev.nightjar.stats.Robust;
import java.util.Locale;

/**
 * What the counters say the additional time of a changed statement went to: each counter per call, a week before the onset
 * against the time since, in the order from the most telling to the least.
 *
 * @param cause the first explanation whose counter rose
 * @param evidence the figures, in one sentence
 */
record CauseSplit(Regression.Cause cause, String evidence) {
    private static final double BEFORE_HOURS = 168;
    /** A counter explains a change when it moved by this share of it, and by at least {@link #LEAST}. */
    private static final double SHARE = .4;

    private static final double LEAST = .08;
    /** Added to counters that are often zero: a tenth of a block or of a millisecond per call. */
    private static final double OFFSET = .1;
    /** Part of the additional time that planning or I/O waits must make up to be the cause. */
    private static final double TIME_SHARE = .4;

    /** Splits the change at a step; {@code d} is the change of ln(time per call), positive or negative. */
    static CauseSplit of(StatementHistory h, int onset, double d, double beforeMs) {
        double sign = Math.signum(d);
        int week = (int) Math.round(BEFORE_HOURS / StepLength.hours(h.step()));
        int from = Math.max(0, onset - week);
        double enough = Math.max(LEAST, SHARE * Math.abs(d));
        double rows = sign * change(h.rows(), h.calls(), from, onset, OFFSET);
        double blocks = sign * change(h.blocks(), h.calls(), from, onset, OFFSET);
        if (blocks >= enough) {
            return rows >= enough && rows >= .7 * blocks
                    ? say(
                            Regression.Cause.MORE_ROWS,
                            "rows per call changed by a factor %.2f, and pages per call by %.2f",
                            sign * rows,
                            sign * blocks)
                    : say(
                            Regression.Cause.PLAN_OR_DATA,
                            "pages per call changed by a factor %.2f at the same time",
                            sign * blocks);
        }
        double missBefore = share(h.reads(), h.blocks(), from, onset);
        double missAfter = share(h.reads(), h.blocks(), onset, h.length());
        double io = sign * difference(h.ioMs(), h.calls(), from, onset);
        double extra = Math.abs(Math.expm1(d)) * beforeMs;
        boolean colder = sign * (missAfter - missBefore) > .01
                && sign * Math.log((missAfter + .005) / (missBefore + .005)) > LEAST * 2;
        if (colder || (io > 0 && io >= TIME_SHARE * extra)) {
            return new CauseSplit(
                    Regression.Cause.CACHE_OR_IO,
                    String.format(
                            Locale.ROOT,
                            "pages per call stayed, the share read from outside the buffer cache went from %.1f %% to %.1f %%",
                            100 * missBefore,
                            100 * missAfter));
        }
        double temp = sign * change(h.tempBlocks(), h.calls(), from, onset, OFFSET);
        if (temp >= enough) {
            return say(Regression.Cause.MEMORY, "temporary blocks per call changed by a factor %.2f", sign * temp);
        }
        double plan = sign * difference(h.planMs(), h.calls(), from, onset);
        if (plan >= TIME_SHARE * extra) {
            return new CauseSplit(
                    Regression.Cause.PLANNING,
                    String.format(Locale.ROOT, "planning changed by %.2f ms per call", sign * plan));
        }
        if (rows >= enough) {
            return say(Regression.Cause.MORE_ROWS, "rows per call changed by a factor %.2f", sign * rows);
        }
        return new CauseSplit(
                Regression.Cause.CPU_OR_WAITS,
                "pages, reads, temporary blocks and rows per call stayed: processor time or waits that the counters do not show");
    }

    private static CauseSplit say(Regression.Cause cause, String pattern, double... logs) {
        Object[] factors = new Object[logs.length];
        for (int i = 0; i < logs.length; i++) {
            factors[i] = Math.exp(logs[i]);
        }
        return new CauseSplit(cause, String.format(Locale.ROOT, pattern, factors));
    }

    /** Change of the median logarithm of a counter per call; 0 when it was not collected. */
    static double change(double[] counter, double[] calls, int from, int onset, double offset) {
        double before = medianLog(counter, calls, from, onset, offset);
        double after = medianLog(counter, calls, onset, calls.length, offset);
        return Double.isNaN(before) || Double.isNaN(after) ? 0 : after - before;
    }

    private static double medianLog(double[] counter, double[] calls, int from, int to, double offset) {
        double[] values = new double[Math.max(0, to - from)];
        int count = 0;
        for (int i = from; i < to; i++) {
            double perCall = counter[i] / calls[i];
            if (calls[i] >= .5 && perCall >= 0 && perCall < Double.MAX_VALUE) {
                values[count++] = Math.log(perCall + offset);
            }
        }
        return Robust.median(values, 0, count);
    }

    /** Sum of a part over the sum of the whole, where both are known; 0 without a whole. */
    static double share(double[] part, double[] whole, int from, int to) {
        double partSum = 0;
        double wholeSum = 0;
        for (int i = from; i < to; i++) {
            if (part[i] >= 0 && whole[i] > 0) {
                partSum += part[i];
                wholeSum += whole[i];
            }
        }
        return wholeSum > 0 ? partSum / wholeSum : 0;
    }

    private static double difference(double[] counter, double[] calls, int from, int onset) {
        double before = share(counter, calls, from, onset);
        double after = share(counter, calls, onset, calls.length);
        return after - before;
    }
}
