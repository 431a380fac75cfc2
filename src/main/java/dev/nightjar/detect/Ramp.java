package dev.nightjar.detect;

import dev.nightjar.stats.Robust;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A level that stood and then moved in a straight line to the end of the history, the other shape a lasting change can have.
 * Least squares with errors cut off at three standard errors, over a grid of starts. Cost: starts × samples.
 *
 * @param start first sample of the ramp
 * @param before level it started from
 * @param difference level reached in the last half day minus {@code before}
 * @param z difference in standard errors
 * @param error weighted squared error over the whole history
 * @param lowStep earliest start that is almost as good
 * @param highStep latest start that is almost as good
 */
record Ramp(int start, double before, double difference, double z, double error, int lowStep, int highStep) {
    private static final double LARGEST_ERROR = 9;
    private static final double GRID_HOURS = 8;
    private static final double SHORTEST_HOURS = 72;
    private static final double LEAST_BEFORE_HOURS = 96;
    private static final double LOOK_BACK_HOURS = 336;
    /** Error above the best at which a start still counts as possible, before inflation by autocorrelation. */
    private static final double TOLERANCE = 7;

    private static final double MEDIAN_VARIANCE = 1.6;
    private static final double WANDER = .15;
    private static final double RESOLUTION = 2e-4;

    /** The ramp of least error in one direction; empty when the history is too short for one. */
    static Optional<Ramp> best(SeasonalFit fit, double sign, double stepHours) {
        int[] at = fit.signal.at();
        int m = at.length;
        Ramp best = null;
        List<Ramp> ramps = new ArrayList<>();
        int last = at[m - 1];
        int first = at[0] + (int) Math.ceil(LEAST_BEFORE_HOURS / stepHours);
        int latest = last - (int) Math.ceil(SHORTEST_HOURS / stepHours);
        int grid = Math.max(1, (int) Math.round(GRID_HOURS / stepHours));
        for (int step = first; step <= latest; step += grid) {
            int start = fit.signal.firstFrom(step);
            if (start > 3 && start < m - 8) {
                Ramp ramp = at(fit, start, sign, stepHours);
                ramps.add(ramp);
                if (sign * ramp.difference > 0 && (best == null || ramp.error < best.error)) {
                    best = ramp;
                }
            }
        }
        return best == null ? Optional.empty() : Optional.of(best.among(ramps, fit, stepHours));
    }

    private Ramp among(List<Ramp> ramps, SeasonalFit fit, double stepHours) {
        double bound = error + TOLERANCE * fit.inflation();
        int low = start;
        int high = start;
        for (Ramp other : ramps) {
            low = other.error <= bound ? Math.min(low, other.start) : low;
            high = other.error <= bound ? Math.max(high, other.start) : high;
        }
        int[] at = fit.signal.at();
        int between = (int) Math.round(GRID_HOURS / stepHours);
        return new Ramp(start, before, difference, z, error, Math.max(0, at[low] - between), at[high] + between);
    }

    private static Ramp at(SeasonalFit fit, int start, double sign, double stepHours) {
        int[] at = fit.signal.at();
        int m = at.length;
        int from = fit.signal.firstFrom(at[start] - (int) Math.round(LOOK_BACK_HOURS / stepHours));
        double before = weightedMean(fit, from, start);
        double end = at[m - 1] - 12 / stepHours;
        double xx = 0;
        double xr = 0;
        double weightBefore = 0;
        for (int i = from; i < m; i++) {
            if (i < start) {
                weightBefore += fit.weights[i];
            } else {
                double x = (at[i] - at[start]) / (end - at[start]);
                double r = fit.clipped[i] - before;
                xx += fit.weights[i] * x * x;
                xr += fit.weights[i] * x * r;
            }
        }
        double d = xr / xx;
        double variance = fit.inflation() * (1 / xx + MEDIAN_VARIANCE / weightBefore)
                + WANDER * fit.rho * fit.rho * fit.noise.sigma2()
                + RESOLUTION;
        return new Ramp(
                start,
                before,
                d,
                sign * d / Math.sqrt(variance),
                error(fit, before, start, d, end),
                at[start],
                at[start]);
    }

    private static double weightedMean(SeasonalFit fit, int from, int to) {
        double sum = 0;
        double weight = 0;
        for (int i = from; i < to; i++) {
            sum += fit.weights[i] * fit.clipped[i];
            weight += fit.weights[i];
        }
        return sum / weight;
    }

    private static double error(SeasonalFit fit, double before, int start, double d, double end) {
        int[] at = fit.signal.at();
        double sum = 0;
        for (int i = 0; i < at.length; i++) {
            double model = i < start ? before : before + d * (at[i] - at[start]) / (end - at[start]);
            double r = fit.level[i] - model;
            sum += Math.min(LARGEST_ERROR, fit.weights[i] * r * r);
        }
        return sum;
    }

    /** The same error for a change in one step, to compare the two shapes. */
    static double errorOfStep(SeasonalFit fit, LevelChange change) {
        double sum = 0;
        for (int i = 0; i < fit.level.length; i++) {
            double r = fit.level[i] - change.before() - (i < change.cut() ? 0 : change.difference());
            sum += Math.min(LARGEST_ERROR, fit.weights[i] * r * r);
        }
        return sum;
    }

    /** Daily medians rise without falling back by more than their own noise for long: the last third tops the middle third. */
    boolean rises(SeasonalFit fit, double sign) {
        int m = fit.level.length;
        int third = (m - start) / 3;
        double low = sign * (Robust.median(fit.level, start, start + third) - before);
        double middle = sign * (Robust.median(fit.level, start + third, start + 2 * third) - before);
        double high = sign * (Robust.median(fit.level, m - third, m) - before);
        double d = sign * difference;
        return low < .45 * d && middle > low && high > middle + .12 * d && high > .55 * d;
    }
}
