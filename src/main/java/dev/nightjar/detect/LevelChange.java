package dev.nightjar.detect;

import dev.nightjar.stats.Robust;
import java.util.Arrays;

/**
 * One cut of a fitted level, seen from the end of the history: is everything since then still away from what was before?
 *
 * @param cut first sample of the changed stretch
 * @param before level of the baseline window before the cut
 * @param difference level since the cut minus {@code before}
 * @param z difference in standard errors
 * @param standing whether the change still holds at the end and is not made of a few samples
 */
record LevelChange(int cut, double before, double difference, double z, boolean standing) {
    /** Variance of the baseline's median relative to a mean (π ÷ 2, rounded up for the choice of the cut). */
    private static final double MEDIAN_VARIANCE = 1.6;
    /** Wander of autocorrelated levels that no sample size removes. */
    private static final double WANDER = .15;

    /** The stretch before the change in which a wider noise shows that would be taken for a change of level. */
    private static final double RECENT_HOURS = 96;

    private static final double RESOLUTION = 2e-4;
    /** What happened in the first days has no level before it: a night, a weekend or a holiday would be taken for one. */
    static final double LEAST_BEFORE_HOURS = 72;

    private static final double LAST_DAY_SHARE = .55;
    private static final double LAST_SEGMENT_SHARE = .45;
    private static final double RAISED_SHARE = .35;
    private static final double ALMOST_AS_SURE = .85;
    private static final double BEGUN_SHARE = .6;

    /** The surest change upwards, preferring those that stand; {@code Optional.empty} without cuts. */
    static java.util.Optional<LevelChange> surest(
            SeasonalFit fit, double sign, DetectionSettings settings, double stepHours) {
        LevelChange best = null;
        for (int cut : judged(fit, stepHours)) {
            LevelChange change = at(fit, cut, sign, settings, stepHours);
            if (best == null || better(change, best)) {
                best = change;
            }
        }
        return java.util.Optional.ofNullable(best).map(chosen -> chosen.begun(fit, sign, settings, stepHours));
    }

    /** Whether any cut, upwards or downwards, is surer than a score. */
    static boolean mayShow(SeasonalFit fit, double score, DetectionSettings settings, double stepHours) {
        for (int cut : judged(fit, stepHours)) {
            if (Math.abs(at(fit, cut, 1, settings, stepHours).z) > score) {
                return true;
            }
        }
        return false;
    }

    private static int[] judged(SeasonalFit fit, double stepHours) {
        if (fit.cuts.length == 0) {
            return fit.cuts;
        }
        int first = fit.signal.firstFrom(fit.signal.at()[0] + (int) Math.round(LEAST_BEFORE_HOURS / stepHours));
        return Arrays.stream(fit.cuts).filter(cut -> cut >= first).toArray();
    }

    /**
     * The surest cut is not always the first: a plan that flips back once more cuts the changed stretch. An earlier cut is the
     * beginning when it is almost as sure and the stretch that follows it is already changed.
     */
    private LevelChange begun(SeasonalFit fit, double sign, DetectionSettings settings, double stepHours) {
        for (int k = 0; k < fit.cuts.length && fit.cuts[k] < cut; k++) {
            LevelChange earlier = at(fit, fit.cuts[k], sign, settings, stepHours);
            double stretch = Robust.median(fit.level, fit.cuts[k], fit.cuts[k + 1]);
            if (earlier.standing == standing
                    && earlier.z >= ALMOST_AS_SURE * z
                    && sign * (stretch - earlier.before) >= BEGUN_SHARE * Math.abs(earlier.difference)) {
                return earlier;
            }
        }
        return this;
    }

    private static boolean better(LevelChange a, LevelChange b) {
        return a.standing == b.standing ? a.z > b.z : a.standing;
    }

    static LevelChange at(SeasonalFit fit, int cut, double sign, DetectionSettings settings, double stepHours) {
        int m = fit.signal.size();
        int[] at = fit.signal.at();
        int from = fit.signal.firstFrom(
                at[cut] - (int) Math.round(settings.baselineWindow().toMinutes() / 60.0 / stepHours));
        double before = Robust.weightedMedian(fit.level, fit.weights, from, cut);
        double weightBefore = sum(fit.weights, from, cut);
        double weightAfter = sum(fit.weights, cut, m);
        double after = 0;
        for (int i = cut; i < m; i++) {
            after += fit.weights[i] * fit.level[i] / weightAfter;
        }
        double d = sign * (after - before);
        int recent = fit.signal.firstFrom(at[cut] - (int) Math.round(RECENT_HOURS / stepHours));
        LocalNoise noise = LocalNoise.around(fit, recent, cut);
        double variance = noise.inflation() * noise.wider() / weightAfter
                + fit.inflation() * MEDIAN_VARIANCE / weightBefore
                + WANDER * noise.wider() * noise.rho() * noise.rho() * fit.noise.sigma2()
                + RESOLUTION;
        int lastDay = Math.max(cut, m - Math.max(4, (int) Math.round(24 / stepHours)));
        int lastSegment = fit.cuts.length == 0 ? cut : Math.max(cut, fit.cuts[fit.cuts.length - 1]);
        int raised = 0;
        for (int i = cut; i < m; i++) {
            raised += sign * (fit.level[i] - before) > RAISED_SHARE * d ? 1 : 0;
        }
        boolean standing = d > 0
                && sign * (Robust.median(fit.level, lastDay, m) - before) >= LAST_DAY_SHARE * d
                && sign * (Robust.median(fit.level, lastSegment, m) - before) >= LAST_SEGMENT_SHARE * d
                && 2 * raised >= m - cut;
        return new LevelChange(cut, before, sign * d, d / Math.sqrt(variance), standing);
    }

    private static double sum(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum;
    }
}
