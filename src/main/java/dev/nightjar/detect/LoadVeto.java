package dev.nightjar.detect;

import dev.nightjar.stats.Robust;
import java.util.Optional;

/**
 * Tells a rise of latency that goes with a lasting rise of traffic from a regression: calls, adjusted for the hour class, rose
 * by q at the onset, the latency left after the load adjustment rose by no more than q explains, and pages per call hardly.
 */
final class LoadVeto {
    /** Traffic must have risen by a third to be the story. */
    private static final double LEAST_RISE = .3;
    /** Latency follows load at most in proportion, plus what the noise allows. */
    private static final double SLOPE = .85;

    private static final double SLACK = .1;
    private static final double BLOCKS_SHARE = .4;
    private static final double WINDOW_HOURS = 168;

    private LoadVeto() {}

    /** The story, when the traffic explains a rise {@code d > 0} of ln(time per call) at a step. */
    static Optional<LoadStory> of(StatementHistory h, SeasonalFit fit, HourClasses classes, int onset, double d) {
        int window = (int) Math.round(WINDOW_HOURS / StepLength.hours(h.step()));
        int from = Math.max(0, onset - window);
        double q = rise(h, classes, from, onset);
        double blocks = CauseSplit.change(h.blocks(), h.calls(), from, onset, .1);
        if (q <= LEAST_RISE || d >= SLOPE * q + SLACK || blocks >= Math.max(SLACK, BLOCKS_SHARE * d)) {
            return Optional.empty();
        }
        int cut = fit.signal.firstFrom(onset);
        int first = fit.signal.firstFrom(from);
        // A statement that did not run in the week before is compared with all of its past.
        double raw = Robust.median(fit.signal.y(), cut, fit.signal.size())
                - Robust.median(fit.signal.y(), first < cut ? first : 0, cut);
        if (Double.isNaN(raw)) {
            return Optional.empty();
        }
        return Optional.of(new LoadStory(h.statement(), h.at(onset), Math.exp(q), Math.exp(raw), ""));
    }

    /** Change of ln(calls + 1/2) per step since the onset; quiet steps count, hour classes are compared with themselves. */
    static double rise(StatementHistory h, HourClasses classes, int from, int onset) {
        double[] sumBefore = new double[classes.count()];
        double[] sumAfter = new double[classes.count()];
        int[] before = new int[classes.count()];
        int[] after = new int[classes.count()];
        for (int i = from; i < h.length(); i++) {
            if (h.calls()[i] >= 0) {
                int c = classes.at(i);
                if (i < onset) {
                    sumBefore[c] += h.calls()[i];
                    before[c]++;
                } else {
                    sumAfter[c] += h.calls()[i];
                    after[c]++;
                }
            }
        }
        double[] ratios = new double[classes.count()];
        double totalBefore = 0;
        double totalAfter = 0;
        int count = 0;
        for (int c = 0; c < classes.count(); c++) {
            if (before[c] > 0 && after[c] > 0) {
                double meanBefore = sumBefore[c] / before[c];
                double meanAfter = sumAfter[c] / after[c];
                totalBefore += meanBefore;
                totalAfter += meanAfter;
                ratios[count++] = Math.log((meanAfter + .5) / (meanBefore + .5));
            }
        }
        if (count == 0) {
            return 0;
        }
        double overall = Math.log((totalAfter + .5) / (totalBefore + .5));
        double typical = Robust.median(ratios, 0, count);
        return Math.abs(typical) < Math.abs(overall) && totalBefore / count >= 5 ? typical : overall;
    }
}
