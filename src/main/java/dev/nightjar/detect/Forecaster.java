package dev.nightjar.detect;

import java.util.Arrays;
import java.util.OptionalInt;

/**
 * Forecasts a daily series: a bank of simple models, weighted by how well each would have foretold the last months, an
 * interval from the errors of just that combination, and the arrival at a limit from simulated paths.
 *
 * <p>What happened once is taken out of the past first. Assumes that one of the bank's shapes goes on. Cost: origins × models, some milliseconds a series.
 */
public final class Forecaster {
    /** Shorter histories have no backtest worth the name. */
    public static final int LEAST_DAYS = 28;

    /**
     * Forecasts the next days.
     *
     * @param history one value per day, oldest first, NaN for a missing day
     * @param limit the limit to watch, NaN for none
     */
    public Forecast forecast(double[] history, int horizon, double limit) {
        double[] raw = withoutLeadingGap(history);
        long known = Arrays.stream(raw).filter(Double::isFinite).count();
        if (raw.length < LEAST_DAYS || known < LEAST_DAYS * 3 / 4) {
            return Forecast.none(
                    limit, "not enough history: " + known + " days are known, " + LEAST_DAYS + " are needed");
        }
        CleanSeries series = CleanSeries.of(raw);
        double scale = series.scale();
        if (!(scale > 0)) {
            return constant(series.values()[raw.length - 1], horizon, limit);
        }
        SteadyCourse course = SteadyCourse.of(series);
        Backtest backtest = new Backtest(course.series(), horizon, scale);
        double[] mean = backtest.combined(course.series(), horizon);
        double[] reach = course.widened(backtest.reach(horizon));
        double[] lower = new double[horizon];
        double[] upper = new double[horizon];
        for (int h = 0; h < horizon; h++) {
            lower[h] = mean[h] - reach[h];
            upper[h] = mean[h] + reach[h];
        }
        Arrival arrival = Double.isNaN(limit) ? Arrival.NEVER : Arrival.of(mean, reach, backtest.errors(), limit);
        return new Forecast(
                backtest.method(), mean, lower, upper, limit, arrival.median(), arrival.low(), arrival.high(), "");
    }

    private static Forecast constant(double value, int horizon, double limit) {
        double[] path = new double[horizon];
        Arrays.fill(path, value);
        OptionalInt at = value >= limit ? OptionalInt.of(1) : OptionalInt.empty();
        return new Forecast("constant", path, path, path, limit, at, at, at, "");
    }

    private static double[] withoutLeadingGap(double[] history) {
        int first = 0;
        while (first < history.length && !Double.isFinite(history[first])) {
            first++;
        }
        return Arrays.copyOfRange(history, first, history.length);
    }
}
