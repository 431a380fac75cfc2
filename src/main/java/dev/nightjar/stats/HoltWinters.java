package dev.nightjar.stats;

/**
 * Additive Holt–Winters exponential smoothing with an optionally damped trend; the smoothing constants are chosen from a grid
 * by the one-step squared error. Assumes a season that changes slowly; one outlier moves it for a while. Cost: grid × samples.
 * Reference: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd ed., 8.3.
 */
public final class HoltWinters {
    private static final double[] LEVELS = {.05, .15, .3, .5, .8};
    private static final double[] TRENDS = {.002, .02, .1, .25};
    private static final double[] SEASONS = {.02, .1, .3};

    private HoltWinters() {}

    /**
     * Forecasts the next samples.
     *
     * @param values finite samples, at least two periods
     * @param damping what is left of the trend after each step, 1 for none lost
     */
    public static double[] forecast(double[] values, int period, int horizon, double damping) {
        double[] best = new double[0];
        double least = Double.POSITIVE_INFINITY;
        for (double alpha : LEVELS) {
            for (double beta : TRENDS) {
                for (double gamma : SEASONS) {
                    double[] state = run(values, period, alpha, beta, gamma, damping);
                    if (best.length == 0 || state[0] < least) {
                        least = state[0];
                        best = state;
                    }
                }
            }
        }
        double[] path = new double[horizon];
        double trend = 0;
        double step = best[2];
        for (int h = 0; h < horizon; h++) {
            step *= damping;
            trend += step;
            path[h] = best[1] + trend + best[3 + (values.length + h) % period];
        }
        return path;
    }

    /** Squared one-step error, level, trend, then the season by position. */
    private static double[] run(double[] y, int period, double alpha, double beta, double gamma, double damping) {
        double[] state = new double[3 + period];
        double first = 0;
        double second = 0;
        for (int i = 0; i < period; i++) {
            first += y[i] / period;
            second += y[i + period] / period;
        }
        double trend = (second - first) / period;
        for (int i = 0; i < period; i++) {
            state[3 + i] = y[i] - first - trend * (i - (period - 1) / 2.0);
        }
        double level = first - trend * (period + 1) / 2.0;
        double error = 0;
        for (int t = 0; t < y.length; t++) {
            int s = 3 + t % period;
            double expected = level + damping * trend;
            double miss = y[t] - expected - state[s];
            if (t >= period) {
                error += miss * miss;
            }
            level = expected + alpha * miss;
            trend = damping * trend + alpha * beta * miss;
            state[s] += gamma * (1 - alpha) * miss;
        }
        state[0] = error;
        state[1] = level;
        state[2] = trend;
        return state;
    }
}
