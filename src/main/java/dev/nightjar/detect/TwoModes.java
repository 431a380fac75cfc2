package dev.nightjar.detect;

import dev.nightjar.stats.Robust;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Whether a changed statement goes back and forth between two plans. An hour is then a mixture of the two in a share of its own, so
 * the hours since the onset differ from each other much more than those before did: most plainly in pages per call, which a plan
 * fixes and noise hardly moves, else in mean time, by as much as the change itself.
 */
final class TwoModes {
    /** How much wider the hours must be spread than before. */
    private static final double WIDER = 2;
    /** Spread of the hours since the onset, as a share of the change. */
    private static final double SHARE_OF_CHANGE = .15;

    private static final int LEAST_STEPS = 12;
    /** Spread of ln(pages per call) since the onset: less is data that differ from hour to hour. */
    private static final double LEAST_PAGES = .13;
    /** How much wider pages must be spread than before: they hold less noise than times. */
    private static final double PAGES_WIDER = 1.7;

    /** The pages of fewer calls differ by chance. */
    private static final int LEAST_CALLS = 5;

    private static final double OFFSET = .1;

    private TwoModes() {}

    static boolean since(SeasonalFit fit, LevelChange change, int from) {
        int m = fit.level.length;
        if (from < LEAST_STEPS || m - from < LEAST_STEPS) {
            return false;
        }
        double before = Robust.sigma(Arrays.copyOfRange(fit.level, 0, from));
        double since = Robust.sigma(Arrays.copyOfRange(fit.level, from, m));
        return since >= WIDER * before && since >= SHARE_OF_CHANGE * Math.abs(change.difference());
    }

    /** The same by pages per call; false where they did not change at the onset. */
    static boolean inPages(StatementHistory history, int onset) {
        double[] before = pages(history, 0, onset);
        double[] since = pages(history, onset, history.length());
        if (before.length < LEAST_STEPS || since.length < LEAST_STEPS) {
            return false;
        }
        double spread = Robust.sigma(since);
        double change = Math.abs(Robust.median(since) - Robust.median(before));
        return spread >= LEAST_PAGES && spread >= PAGES_WIDER * Robust.sigma(before) && change > spread;
    }

    private static double log(double perCall) {
        return Math.log(perCall + OFFSET);
    }

    /** ln(pages per row), or per call where rows are not known: who asks for more has no other plan. */
    private static double[] pages(StatementHistory history, int from, int to) {
        return IntStream.range(from, to)
                .filter(step -> history.calls()[step] >= LEAST_CALLS && history.blocks()[step] >= 0)
                .mapToDouble(step -> log(history.blocks()[step] / history.calls()[step])
                        - (history.rows()[step] >= 0 ? log(history.rows()[step] / history.calls()[step]) : 0))
                .filter(Double::isFinite)
                .toArray();
    }
}
