package dev.nightjar.detect;

import dev.nightjar.stats.Robust;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A series with what happened once taken out of its past: sudden changes without a rhythm, and the day on which its growth
 * became another. Every model then sees the course that holds now, over the whole history, and past forecasts are judged by how
 * well they would have gone on with it rather than by whether they foresaw what nobody could.
 *
 * <p>So a forecast says what becomes of the course that holds now; it does not count on another change that comes once.
 *
 * @param series the days as if the present course had always been
 * @param slopeError standard error of the daily growth that taking out a bend leaves; 0 without one
 */
record SteadyCourse(CleanSeries series, double slopeError) {
    /** More sudden changes than one in so many days are the nature of a series, with a rhythm or not. */
    private static final int DAYS_PER_CHANGE = 70;

    /** Deviations that one change needs to be told from noise without a rhythm to support it. */
    private static final double ALONE = 7;

    /** Half width of a 95 % interval in standard deviations. */
    private static final double NORMAL = 1.96;

    private static final int WEEK = ForecastModel.WEEK;

    static SteadyCourse of(CleanSeries series) {
        if (series.rounds().isPresent()) {
            return new SteadyCourse(series, 0);
        }
        CleanSeries level = withoutJumps(series);
        Optional<Bend> bend = Bend.of(level.deseasoned());
        return bend.map(b -> new SteadyCourse(withLevel(level, b.straightened(level.deseasoned())), b.slopeError()))
                .orElseGet(() -> new SteadyCourse(level, 0));
    }

    /** Half widths of a 95 % interval with what is not known of the present growth added. */
    double[] widened(double[] reach) {
        double[] wide = new double[reach.length];
        Arrays.setAll(wide, h -> Math.hypot(reach[h], NORMAL * slopeError * (h + 1)));
        return wide;
    }

    private static CleanSeries withoutJumps(CleanSeries series) {
        double[] level = series.deseasoned().clone();
        int n = level.length;
        List<SuddenChange> jumps = SuddenChange.in(level, ALONE);
        if (jumps.isEmpty() || jumps.size() > Math.max(1, n / DAYS_PER_CHANGE)) {
            return series;
        }
        double growth = series.usualIncrement(n);
        for (SuddenChange jump : jumps) {
            int day = jump.day();
            int from = Math.max(0, day - WEEK);
            int to = Math.min(n, day + WEEK);
            double apart = (to - from) / 2.0;
            double by = Robust.median(level, day, to) - Robust.median(level, from, day) - growth * apart;
            for (int i = 0; i < day; i++) {
                level[i] += by;
            }
        }
        return withLevel(series, level);
    }

    private static CleanSeries withLevel(CleanSeries series, double[] level) {
        double[] values = new double[level.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = series.onWeekday(level[i], i);
        }
        return series.with(values);
    }
}
