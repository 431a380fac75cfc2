package dev.nightjar.detect;

import dev.nightjar.stats.Robust;
import dev.nightjar.stats.TheilSen;
import java.util.Arrays;
import java.util.Optional;

/** A daily series without holes and single bad samples, and its weekday effects of the last half year. */
final class CleanSeries {
    private static final int WEEK = ForecastModel.WEEK;
    private static final int SEASON_DAYS = 182;
    /** A sample this many deviations from its neighbours is a bad one. */
    private static final double BAD = 10;

    private final double[] values;
    private final double[] deseasoned;
    /** Factors when all values are positive, else summands. */
    private final double[] weekdays;

    private final boolean factors;
    private final double level;

    private CleanSeries(double[] values) {
        this.values = values;
        this.factors = Arrays.stream(values).allMatch(v -> v > 0);
        this.weekdays = weekdays(values, factors);
        this.deseasoned = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            deseasoned[i] = factors ? values[i] / weekdays[i % WEEK] : values[i] - weekdays[i % WEEK];
        }
        this.level = (deseasoned[values.length - 1] + median(5)) / 2;
    }

    /** Cleans a series that has at least one finite sample in every fortnight or so; NaN is filled in a line. */
    static CleanSeries of(double[] raw) {
        double[] filled = filled(raw);
        double[] smooth = Robust.runningMedian(filled, WEEK);
        double[] away = new double[filled.length];
        for (int i = 0; i < filled.length; i++) {
            away[i] = filled[i] - smooth[i];
        }
        double sigma = Robust.sigmaAround(away, 0);
        double[] weekdays = weekdays(filled, false);
        for (int i = 0; i < filled.length; i++) {
            if (sigma > 0 && Math.abs(away[i]) > BAD * sigma && alone(filled, i, away[i], BAD * sigma)) {
                filled[i] = smooth[i] + weekdays[i % WEEK];
            }
        }
        return new CleanSeries(filled).withoutHoles(raw);
    }

    /** Days without a sample lie between their neighbours as levels do, each with the effect of its weekday. */
    private CleanSeries withoutHoles(double[] raw) {
        double[] known = deseasoned.clone();
        for (int i = 0; i < raw.length; i++) {
            known[i] = Double.isFinite(raw[i]) ? known[i] : Double.NaN;
        }
        double[] levels = filled(known);
        double[] whole = values.clone();
        for (int i = 0; i < raw.length; i++) {
            whole[i] = Double.isFinite(raw[i]) ? whole[i] : onWeekday(levels[i], i);
        }
        return new CleanSeries(whole);
    }

    private static boolean alone(double[] y, int i, double away, double bound) {
        if (i == 0) {
            return true;
        }
        return i == y.length - 1
                ? !hasStepped(y, away)
                : Math.abs(y[i] - y[i - 1]) > bound && Math.abs(y[i] - y[i + 1]) > bound;
    }

    /** Whether the level has moved before by at least half as much in one day, the same way, and stayed: a last sample may too. */
    private static boolean hasStepped(double[] y, double by) {
        for (int i = 3; i + 3 < y.length; i++) {
            double before = Robust.median(y, i - 3, i);
            double after = Robust.median(y, i, i + 3);
            if ((after - before) * Math.signum(by) > Math.abs(by) / 2) {
                return true;
            }
        }
        return false;
    }

    CleanSeries until(int length) {
        return new CleanSeries(Arrays.copyOf(values, length));
    }

    /** The same days with other values. */
    CleanSeries with(double[] changed) {
        return new CleanSeries(changed);
    }

    /** The rhythm of its sudden changes; empty when there is none. */
    Optional<Rounds> rounds() {
        return Rounds.of(values);
    }

    int length() {
        return values.length;
    }

    double[] values() {
        return values;
    }

    double[] deseasoned() {
        return deseasoned;
    }

    /** A level without weekday effect, as it shows on a day. */
    double onWeekday(double level, int day) {
        return factors ? level * weekdays[day % WEEK] : level + weekdays[day % WEEK];
    }

    /** Mean of the last value and the median of the last five: quick to follow a jump, slow to follow one sample. */
    double level() {
        return level;
    }

    double median(int days) {
        return Robust.median(deseasoned, Math.max(0, deseasoned.length - days), deseasoned.length);
    }

    double slope(int days) {
        return TheilSen.slope(deseasoned, Math.max(0, deseasoned.length - days), deseasoned.length);
    }

    /** Value at the last day of the Theil–Sen line over the last days. */
    double fitted(int days) {
        int n = deseasoned.length;
        int from = Math.max(0, n - days);
        double slope = slope(days);
        double[] rest = new double[n - from];
        for (int i = from; i < n; i++) {
            rest[i - from] = deseasoned[i] + slope * (n - 1 - i);
        }
        return Robust.median(rest);
    }

    double meanIncrement(int days) {
        int n = deseasoned.length;
        int from = Math.max(2, n - days);
        double start = Robust.median(deseasoned, Math.max(0, from - 3), Math.min(n, from + 2));
        return (median(5) - start) / Math.max(1, n - from);
    }

    /** Daily growth in the usual week, which a jump does not change: a seventh of the median weekly difference. */
    double usualIncrement(int days) {
        int n = values.length;
        int from = Math.max(WEEK, n - days);
        if (from >= n) {
            return 0;
        }
        double[] differences = new double[n - from];
        for (int i = from; i < n; i++) {
            differences[i - from] = (values[i] - values[i - WEEK]) / WEEK;
        }
        return Robust.median(differences);
    }

    /** Mean absolute difference between a day and the same weekday before: the scale of all errors. */
    double scale() {
        double sum = 0;
        for (int i = WEEK; i < values.length; i++) {
            sum += Math.abs(values[i] - values[i - WEEK]);
        }
        return sum / Math.max(1, values.length - WEEK);
    }

    private static double[] filled(double[] raw) {
        double[] filled = raw.clone();
        int previous = -1;
        for (int i = 0; i < raw.length; i++) {
            if (!Double.isFinite(raw[i])) {
                continue;
            }
            for (int gap = previous + 1; gap < i; gap++) {
                filled[gap] = previous < 0
                        ? raw[i]
                        : raw[previous] + (raw[i] - raw[previous]) * (gap - previous) / (i - previous);
            }
            previous = i;
        }
        for (int gap = previous + 1; gap < raw.length && previous >= 0; gap++) {
            filled[gap] = raw[previous];
        }
        return filled;
    }

    private static double[] weekdays(double[] y, boolean factors) {
        int n = y.length;
        double[] effect = new double[WEEK];
        Arrays.fill(effect, factors ? 1 : 0);
        if (n < 3 * WEEK) {
            return effect;
        }
        double[][] byDay = new double[WEEK][n / WEEK + 1];
        int[] count = new int[WEEK];
        for (int i = Math.max(3, n - SEASON_DAYS); i < n - 3; i++) {
            double week = 0;
            for (int k = -3; k <= 3; k++) {
                week += y[i + k] / WEEK;
            }
            byDay[i % WEEK][count[i % WEEK]++] = factors ? y[i] / week - 1 : y[i] - week;
        }
        double centre = 0;
        for (int d = 0; d < WEEK; d++) {
            effect[d] = count[d] == 0 ? 0 : Robust.median(byDay[d], 0, count[d]) * count[d] / (count[d] + 1);
            centre += effect[d] / WEEK;
        }
        for (int d = 0; d < WEEK; d++) {
            effect[d] += (factors ? 1 : 0) - centre;
        }
        return effect;
    }
}
