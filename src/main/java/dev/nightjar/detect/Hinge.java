package dev.nightjar.detect;

import dev.nightjar.stats.Robust;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A level that stood and then moved in a straight line to the end of the history, the other shape a lasting change can have,
 * and how well it fits beside a change in one step.
 *
 * <p>Both shapes are fitted by weighted least squares in level and size at every place (profile likelihood), to all signals
 * that moved at once: squared errors in units of each signal's variance, divided by its inflation by autocorrelation, are summed.
 * The interval holds the places within {@link #TOLERANCE} of the best. The onset of a line of height d over L hours cannot be
 * known better than to about L ÷ z hours, z the height in standard errors (Cramér–Rao), which is why intervals of drifts are
 * wide. Cost: linear in samples and places ({@link LineSums}).
 *
 * @param step step in which the line begins
 * @param low earliest step that is almost as good
 * @param high latest step that is almost as good
 * @param before level of the first signal it started from
 * @param difference level of the first signal reached half a day before the end, minus {@code before}
 * @param gain how much better than no change it fits, twice the difference of the log-likelihoods
 * @param advantage how much better than the best step it fits, twice the difference of the log-likelihoods
 */
record Hinge(int step, int low, int high, double before, double difference, double advantage, double gain) {
    private static final double SHORTEST_HOURS = 72;
    private static final double LEAST_BEFORE_HOURS = 96;
    private static final double END_HOURS = 12;
    /** Twice the log-likelihood below the best at which a place still counts: 99 % of χ² with one degree, as the variance is not known. */
    private static final double TOLERANCE = 6.63;

    /** A step is so much more usual than a line that a line must be this much likelier (Bayes factor of e²). */
    private static final double PRIOR = 4;

    /**
     * Nobody promises a straight line: it may be bent by c·x(x − 1), c normal with this share of the height. A power between
     * .7 and 1.4, or the logarithm of a doubling in a straight line, is within one and a half of it.
     */
    private static final double BEND = .35;

    private static final int LEAST_ON_LINE = 5;
    private static final int LEAST_AFTER = 2;

    /**
     * A signal's samples.
     *
     * @param at steps, ascending
     * @param values level and noise; single outliers cut off
     * @param weights 1 ÷ variance
     * @param inflation by autocorrelation, at least 1
     */
    @SuppressWarnings("ArrayRecordComponent") // numeric columns, shared and never changed
    record View(int[] at, double[] values, double[] weights, double inflation) {
        static View of(SeasonalFit fit) {
            return new View(fit.signal.at(), fit.clipped, fit.weights, fit.inflation());
        }
    }

    /** The best line in one direction; {@code Optional.empty()} when the history is too short for one. */
    static Optional<Hinge> best(List<View> views, double sign, double stepHours) {
        int[] at = views.get(0).at;
        int last = at[at.length - 1];
        int first = at[0] + (int) Math.ceil(LEAST_BEFORE_HOURS / stepHours);
        int latest = last - (int) Math.ceil(SHORTEST_HOURS / stepHours);
        double end = last - END_HOURS / stepHours;
        int places = last - first + 1;
        int perDay = Math.max(1, (int) Math.round(24 / stepHours));
        if (latest <= first) {
            return Optional.empty();
        }
        double[] line = new double[places];
        double[] jump = new double[places];
        double none = 0;
        Profile[] profiles = new Profile[views.size()];
        for (int v = 0; v < profiles.length; v++) {
            profiles[v] = new Profile(views.get(v), first, last, end);
            profiles[v].wander(first, latest, perDay);
            profiles[v].add(first, line, jump);
            none += profiles[v].withoutChange();
        }
        int best = -1;
        for (int k = 0; k <= latest - first; k++) {
            boolean rises = profiles[0].fit(first + k)[1] * sign > 0;
            best = rises && (best < 0 || line[k] < line[best]) ? k : best;
        }
        if (best < 0 || Double.isInfinite(line[best])) {
            return Optional.empty();
        }
        int low = best;
        int high = best;
        for (int k = 0; k <= latest - first; k++) {
            if (line[k] <= line[best] + TOLERANCE) {
                low = Math.min(low, k);
                high = Math.max(high, k);
            }
        }
        double step = Arrays.stream(jump).min().orElse(Double.POSITIVE_INFINITY);
        double[] fit = profiles[0].fit(first + best);
        return Optional.of(new Hinge(
                first + best, first + low, first + high, fit[0], fit[1], step - line[best], none - line[best]));
    }

    /** Whether it is to be told as a line: likelier than a step, and the last third of it tops the middle third. */
    boolean isLine(int[] at, double[] level, double sign) {
        return advantage > PRIOR && rises(at, level, sign);
    }

    /** Whether it can hardly be told from a step. */
    boolean isPossible() {
        return advantage > -PRIOR;
    }

    private boolean rises(int[] at, double[] level, double sign) {
        int m = level.length;
        int start = Arrays.binarySearch(at, step);
        start = start >= 0 ? start : -start - 1;
        int third = (m - start) / 3;
        double early = sign * (Robust.median(level, start, start + third) - before);
        double middle = sign * (Robust.median(level, start + third, start + 2 * third) - before);
        double late = sign * (Robust.median(level, m - third, m) - before);
        double d = sign * difference;
        return early < .45 * d && middle > early && late > middle + .12 * d && late > .55 * d;
    }

    /** Fits of one signal at any place. */
    private static final class Profile {
        private final View view;
        private final double end;
        private final LineSums sums;
        private double inflation;
        private final double weight;
        private final double mean;
        private final double squares;

        Profile(View view, int first, int last, double end) {
            this.view = view;
            this.end = end;
            inflation = view.inflation;
            double w = 0;
            double wy = 0;
            for (int i = 0; i < view.at.length; i++) {
                w += view.weights[i];
                wy += view.weights[i] * view.values[i];
            }
            weight = w;
            mean = wy / w;
            double around = 0;
            for (int i = 0; i < view.at.length; i++) {
                around += view.weights[i] * (view.values[i] - mean) * (view.values[i] - mean);
            }
            squares = around;
            sums = new LineSums(view, mean, first, last);
        }

        void add(int first, double[] line, double[] jump) {
            for (int k = 0; k < line.length; k++) {
                int after = view.at.length - index(first + k);
                line[k] += after < LEAST_ON_LINE ? Double.POSITIVE_INFINITY : fit(first + k)[2] / inflation;
                jump[k] += after < LEAST_AFTER ? Double.POSITIVE_INFINITY : step(first + k) / inflation;
            }
        }

        /** Takes the variance of what the best line leaves of whole days, when that is more than the inflation by one hour's. */
        void wander(int first, int latest, int perDay) {
            double[] best = {0, 0, Double.POSITIVE_INFINITY};
            int start = first;
            for (int step = first; step <= latest; step += Math.max(1, perDay / 6)) {
                double[] one = fit(step);
                if (one[2] < best[2]) {
                    best = one;
                    start = step;
                }
            }
            int[] at = view.at;
            double squared = 0;
            int days = 0;
            for (int i = 0; i < at.length; ) {
                int day = at[i] / perDay;
                double sum = 0;
                double w = 0;
                for (; i < at.length && at[i] / perDay == day; i++) {
                    double expected = best[0] + best[1] * Math.max(0, at[i] - start) / (end - start);
                    sum += view.weights[i] * (view.values[i] - expected);
                    w += view.weights[i];
                }
                squared += sum * sum / w;
                days++;
            }
            inflation = Math.max(inflation, squared / Math.max(1, days - 3));
        }

        double withoutChange() {
            return squares / inflation;
        }

        private int index(int step) {
            int found = Arrays.binarySearch(view.at, step);
            return found >= 0 ? found : -found - 1;
        }

        /** Squared error of a change in one step. */
        private double step(int step) {
            double w = sums.w(0, step);
            double wy = sums.wy(0, step);
            double left = weight - w;
            return squares - wy * wy / w - (left > 0 ? wy * wy / left : 0);
        }

        /** Level, height at the end and squared error of the line that begins at a step, bent as far as pays. */
        double[] fit(int step) {
            double length = end - step;
            double sx = sums.w(1, step) / length;
            double xx = sums.w(2, step) / (length * length);
            double xxx = sums.w(3, step) / (length * length * length);
            double xxxx = sums.w(4, step) / (length * length * length * length);
            double xy = sums.wy(1, step) / length;
            double qy = sums.wy(2, step) / (length * length) - xy;
            // The bend is q = x (x - 1).
            double sq = xx - sx;
            double xq = xxx - xx - sx * sq / weight;
            double qq = xxxx - 2 * xxx + xx;
            xx -= sx * sx / weight;
            double straight = xy / xx;
            qq += inflation / (BEND * BEND * straight * straight) - sq * sq / weight;
            double determinant = xx * qq - xq * xq;
            double b = (xy * qq - qy * xq) / determinant;
            double c = (qy * xx - xy * xq) / determinant;
            return new double[] {mean - (b * sx + c * sq) / weight, b, squares - b * xy - c * qy};
        }
    }
}
