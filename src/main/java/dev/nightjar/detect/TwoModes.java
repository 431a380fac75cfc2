package dev.nightjar.detect;

import dev.nightjar.stats.Robust;
import java.util.Arrays;

/**
 * Whether a changed statement goes back and forth between two plans: the mean time of an hour is then a mixture of the two, so
 * the hours since the onset differ from each other much more than those before did, by as much as the change itself.
 */
final class TwoModes {
    /** How much wider the hours must be spread than before. */
    private static final double WIDER = 2;
    /** Spread of the hours since the onset, as a share of the change. */
    private static final double SHARE_OF_CHANGE = .15;

    private static final int LEAST_STEPS = 12;

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
}
