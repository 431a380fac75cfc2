package dev.nightjar.detect;

import dev.nightjar.stats.HoltWinters;
import dev.nightjar.stats.ProfiledFit;
import dev.nightjar.stats.TheilSen;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * One way to continue a daily series. The bank holds the shapes that capacity takes: standing, growing in a line, growing
 * faster, slowing down, growing in jumps, repeating a cycle. Which fits is decided by backtest, not by looking.
 *
 * @param name as the report gives it
 * @param suits whether a series has what the model continues
 */
record ForecastModel(String name, Predicate<CleanSeries> suits, Continuation continuation) {
    static final int WEEK = 7;
    private static final int SPEED_DAYS = 42;
    /** More than threefold in six weeks is noise in a small slope. */
    private static final double FASTEST = 3;

    ForecastModel(String name, Continuation continuation) {
        this(name, series -> true, continuation);
    }

    /** Continues a cleaned series. */
    interface Continuation {
        double[] continued(CleanSeries series, int horizon);
    }

    static final List<ForecastModel> BANK = bank();

    private static List<ForecastModel> bank() {
        List<ForecastModel> bank = new ArrayList<>();
        bank.add(new ForecastModel("hold", (s, h) -> line(s, h, s.level(), 0)));
        bank.add(new ForecastModel("month's median", (s, h) -> line(s, h, s.median(28), 0)));
        for (int days : new int[] {14, 28, 56, 112, 10_000}) {
            String name = days > 1000 ? "line through all" : "line over " + days + " days";
            bank.add(new ForecastModel(name, (s, h) -> line(s, h, s.level(), s.slope(days))));
        }
        for (int days : new int[] {28, 56, 112, 10_000}) {
            String name = days > 1000 ? "fitted line through all" : "fitted line over " + days + " days";
            bank.add(new ForecastModel(name, (s, h) -> line(s, h, s.fitted(days), s.slope(days))));
        }
        bank.add(new ForecastModel("exponential", ForecastModel::exponential));
        bank.add(new ForecastModel("slowing down", ForecastModel::slowing));
        for (int days : new int[] {56, 112}) {
            bank.add(new ForecastModel(
                    "mean growth of " + days + " days", (s, h) -> line(s, h, s.level(), s.meanIncrement(days))));
        }
        for (int days : new int[] {84, 10_000}) {
            String name = days > 1000 ? "usual week's growth" : "usual week's growth of " + days + " days";
            bank.add(new ForecastModel(name, (s, h) -> line(s, h, s.level(), s.usualIncrement(days))));
        }
        bank.add(new ForecastModel("speeding up", ForecastModel::speeding));
        bank.add(new ForecastModel("curve", ForecastModel::curve));
        bank.add(ofRounds("rounds that go on", Rounds::onward));
        bank.add(ofRounds("rounds that start anew", Rounds::anew));
        bank.add(new ForecastModel("repeated cycle", (s, h) -> repeated(s, h, 1)));
        bank.add(new ForecastModel("typical cycle", (s, h) -> repeated(s, h, 4)));
        bank.add(new ForecastModel("Holt–Winters", (s, h) -> HoltWinters.forecast(s.values(), WEEK, h, 1)));
        bank.add(new ForecastModel("damped Holt–Winters", (s, h) -> HoltWinters.forecast(s.values(), WEEK, h, .95)));
        return List.copyOf(bank);
    }

    private interface RoundsContinuation {
        double[] continued(Rounds rounds, double[] values, int horizon);
    }

    /** At an origin before the rhythm showed, the level is held. */
    private static ForecastModel ofRounds(String name, RoundsContinuation continuation) {
        return new ForecastModel(
                name,
                s -> s.rounds().isPresent(),
                (s, h) -> s.rounds()
                        .map(rounds -> continuation.continued(rounds, s.values(), h))
                        .orElseGet(() -> line(s, h, s.level(), 0)));
    }

    private static double[] line(CleanSeries s, int horizon, double level, double slope) {
        double[] path = new double[horizon];
        for (int h = 0; h < horizon; h++) {
            path[h] = s.onWeekday(level + slope * (h + 1), s.length() + h);
        }
        return path;
    }

    /** Growth, or what is left to grow, in proportion to itself on top of what stands: least squares. */
    private static double[] curve(CleanSeries s, int horizon) {
        ProfiledFit fit = Bend.curve(s.deseasoned());
        double[] path = new double[horizon];
        for (int h = 0; h < horizon; h++) {
            path[h] =
                    s.onWeekday(fit.at(s.length() + h, Bend.exponential(s.length(), fit.parameter())), s.length() + h);
        }
        return path;
    }

    private static double[] exponential(CleanSeries s, int horizon) {
        double[] z = s.deseasoned();
        double[] logs = new double[Math.min(112, z.length)];
        for (int i = 0; i < logs.length; i++) {
            double value = z[z.length - logs.length + i];
            logs[i] = value > 0 ? Math.log(value) : Double.NaN;
        }
        double rate = Math.min(.05, TheilSen.slope(logs, 0, logs.length));
        double[] path = new double[horizon];
        for (int h = 0; h < horizon; h++) {
            path[h] = s.onWeekday(s.level() * Math.exp(rate * (h + 1)), s.length() + h);
        }
        return path;
    }

    private static double[] slowing(CleanSeries s, int horizon) {
        double[] z = s.deseasoned();
        int n = z.length;
        if (n < 63) {
            return line(s, horizon, s.level(), 0);
        }
        double now = TheilSen.slope(z, n - 28, n);
        double then = TheilSen.slope(z, n - 63, n - 35);
        double q = then == 0 ? 0 : now / then;
        double daily = q > 0 && q < 1 ? Math.pow(q, 1.0 / 35) : q >= 1 ? 1 : 0;
        double[] path = new double[horizon];
        double level = s.level();
        double step = now;
        for (int h = 0; h < horizon; h++) {
            step *= daily;
            level += step;
            path[h] = s.onWeekday(level, n + h);
        }
        return path;
    }

    /** Growth whose pace grows on top of what does not grow: the pace of two months against that of the two before. */
    private static double[] speeding(CleanSeries s, int horizon) {
        double[] z = s.deseasoned();
        int n = z.length;
        if (n < 2 * SPEED_DAYS) {
            return line(s, horizon, s.level(), 0);
        }
        double now = TheilSen.slope(z, n - SPEED_DAYS, n);
        double then = TheilSen.slope(z, n - 2 * SPEED_DAYS, n - SPEED_DAYS);
        double ratio = then > 0 && now > then ? Math.min(FASTEST, now / then) : 1;
        double daily = Math.pow(ratio, 1.0 / SPEED_DAYS);
        double[] path = new double[horizon];
        double level = s.level();
        // The pace of a window is that of its middle.
        double step = now * Math.pow(daily, SPEED_DAYS / 2.0);
        for (int h = 0; h < horizon; h++) {
            step *= daily;
            level += step;
            path[h] = s.onWeekday(level, n + h);
        }
        return path;
    }

    /** Repeats the mean differences of the last cycles of the best length, so a growing cycle keeps growing. */
    private static double[] repeated(CleanSeries s, int horizon, int cycles) {
        double[] z = s.deseasoned();
        int n = z.length;
        int best = WEEK;
        double least = Double.POSITIVE_INFINITY;
        for (int lag = 9; lag <= Math.min(60, n / 2); lag++) {
            double error = 0;
            int count = 0;
            for (int t = Math.max(lag + 1, n - 120); t < n; t++) {
                error += Math.abs(z[t] - z[t - 1] - z[t - lag] + z[t - lag - 1]);
                count++;
            }
            error /= Math.max(1, count);
            if (error < least) {
                least = error;
                best = lag;
            }
        }
        double[] path = new double[horizon];
        double level = z[n - 1];
        int averaged = Math.max(1, Math.min(cycles, (n - 1) / best));
        for (int h = 0; h < horizon; h++) {
            for (int cycle = 1; cycle <= averaged; cycle++) {
                int source = n - cycle * best + h % best;
                level += (z[source] - z[source - 1]) / averaged;
            }
            path[h] = s.onWeekday(level, n + h);
        }
        return path;
    }
}
