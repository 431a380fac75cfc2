package dev.nightjar.detect;

import dev.nightjar.stats.Robust;
import java.util.Arrays;

/**
 * What a metric usually is at a time: a slow level (running median over a week) plus the median of the time of day, by weekday
 * and weekend from two weeks of history on and by each weekday from six weeks on. Positive, skewed metrics are handled in
 * logarithms.
 */
final class MetricBaseline {
    private static final double LEVEL_HOURS = 168;
    private static final int BINS = 48;
    private static final int LEVEL_POINTS = 200;
    private static final double SKEWED = 4;
    /** Twice the spread at a high level is noise in proportion to it. */
    private static final double PROPORTIONAL = 2;

    /** Share of the median added before the logarithm, so that a zero has one. */
    private static final double OFFSET = .02;

    private final double[] transformed;
    private final double[] level;
    private final double[] usual;
    private final double unit;

    private MetricBaseline(double[] transformed, double[] level, double[] usual, double unit) {
        this.transformed = transformed;
        this.level = level;
        this.usual = usual;
        this.unit = unit;
    }

    /** What the time of day and the weekday add, in the metric's unit. */
    double[] season() {
        double[] season = new double[usual.length];
        for (int i = 0; i < usual.length; i++) {
            season[i] = expected(i) - (unit > 0 ? Math.expm1(level[i]) * unit : level[i]);
        }
        return season;
    }

    double[] residuals() {
        double[] residual = new double[usual.length];
        for (int i = 0; i < usual.length; i++) {
            residual[i] = Double.isFinite(transformed[i]) ? transformed[i] - usual[i] : 0;
        }
        return residual;
    }

    double expected(int index) {
        return unit > 0 ? Math.expm1(usual[index]) * unit : usual[index];
    }

    static MetricBaseline of(double[] hours, double[] values) {
        double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
        double median = Robust.median(finite);
        boolean positive = Arrays.stream(finite).allMatch(v -> v >= 0) && median > 0;
        if (positive && Robust.quantile(finite, .99) > SKEWED * median) {
            return of(hours, values, median);
        }
        MetricBaseline plain = of(hours, values, 0);
        if (!positive) {
            return plain;
        }
        // Noise in proportion to the level: in logarithms the quiet hours are judged as strictly as the busy ones.
        double growth = plain.spreadByLevel();
        if (growth < PROPORTIONAL) {
            return plain;
        }
        MetricBaseline logarithmic = of(hours, values, median * OFFSET);
        return Math.abs(Math.log(logarithmic.spreadByLevel())) < Math.log(growth) / 2 ? logarithmic : plain;
    }

    /** Spread of the residuals where the metric is usually high by that where it is usually low. */
    private double spreadByLevel() {
        double middle = Robust.median(usual);
        double[] residual = residuals();
        double[] high = new double[residual.length];
        double[] low = new double[residual.length];
        int highs = 0;
        int lows = 0;
        for (int i = 0; i < residual.length; i++) {
            if (usual[i] > middle) {
                high[highs++] = residual[i];
            } else {
                low[lows++] = residual[i];
            }
        }
        double above = Robust.sigmaAround(Arrays.copyOf(high, highs), 0);
        double below = Robust.sigmaAround(Arrays.copyOf(low, lows), 0);
        return above > 0 && below > 0 ? above / below : 1;
    }

    private static MetricBaseline of(double[] hours, double[] values, double unit) {
        int n = values.length;
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            y[i] = unit > 0 ? Math.log1p(values[i] / unit) : values[i];
        }
        double[] level = level(hours, y);
        double[] season = season(hours, y, level);
        // At the ends the window holds parts of days: once the season is known, it is taken out before.
        double[] calm = new double[n];
        for (int i = 0; i < n; i++) {
            calm[i] = y[i] - season[i];
        }
        level = level(hours, calm);
        season = season(hours, y, level);
        double[] usual = new double[n];
        for (int i = 0; i < n; i++) {
            usual[i] = level[i] + season[i];
        }
        return new MetricBaseline(y, level, usual, unit);
    }

    private static double[] level(double[] hours, double[] y) {
        int n = y.length;
        int step = Math.max(1, n / LEVEL_POINTS);
        double[] level = new double[n];
        int from = 0;
        int to = 0;
        double current = 0;
        for (int i = 0; i < n; i++) {
            if (i % step == 0) {
                while (to < n && hours[to] <= hours[i] + LEVEL_HOURS / 2) {
                    to++;
                }
                while (hours[from] < hours[i] - LEVEL_HOURS / 2) {
                    from++;
                }
                double[] window =
                        Arrays.stream(y, from, to).filter(Double::isFinite).toArray();
                current = window.length == 0 ? current : Robust.median(window);
            }
            level[i] = current;
        }
        return level;
    }

    private static double[] season(double[] hours, double[] y, double[] level) {
        int n = y.length;
        double days = (hours[n - 1] - hours[0]) / 24;
        int dayClasses = days >= 42 ? 7 : 1;
        double[][] members = new double[dayClasses * BINS][];
        int[] count = new int[members.length];
        for (int i = 0; i < n; i++) {
            count[bin(hours[i], dayClasses)]++;
        }
        for (int b = 0; b < members.length; b++) {
            members[b] = new double[count[b]];
            count[b] = 0;
        }
        for (int i = 0; i < n; i++) {
            if (Double.isFinite(y[i])) {
                int b = bin(hours[i], dayClasses);
                members[b][count[b]++] = y[i] - level[i];
            }
        }
        double[] effect = new double[members.length];
        for (int b = 0; b < members.length; b++) {
            double m = Robust.median(members[b], 0, count[b]);
            effect[b] = count[b] == 0 ? 0 : m;
        }
        double[] season = new double[n];
        for (int i = 0; i < n; i++) {
            season[i] = effect[bin(hours[i], dayClasses)];
        }
        return season;
    }

    private static int bin(double hour, int dayClasses) {
        int day = (int) Math.floorMod((long) Math.floor(hour / 24), 7L);
        int halfHour = (int) Math.floor((hour - 24 * Math.floor(hour / 24)) * 2);
        return (dayClasses == 7 ? day * BINS : 0) + Math.min(BINS - 1, halfHour);
    }
}
