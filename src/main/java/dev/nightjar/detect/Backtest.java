package dev.nightjar.detect;

import dev.nightjar.stats.Robust;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;

/**
 * What each model of the bank would have said at past origins, one a week over the last four months, and what follows from it:
 * the best four with their weights, the spread of the errors, the arrival at a limit. Recent origins count more, because a
 * series that began to rise two months ago tells nothing at an origin before that.
 */
final class Backtest {
    private static final int WEEKS = 17;
    private static final int LEAST_TRAINING = 21;
    private static final int COMBINED = 4;
    /** How fast a model's weight falls with its error, and what keeps a perfect past from excluding all others. */
    private static final double SHARPNESS = 4;

    private static final double SOFTENING = .15;
    /** Age in days at which an origin counts 1 ÷ e. */
    private static final double TRUST_DAYS = 60;
    /** The interval is this quantile of past errors, widened: overlapping origins say little about the tails themselves. */
    private static final double QUANTILE = .7;

    private static final double WIDENING = 1.95;
    /** The interval is never narrower than this share of the usual weekly difference. */
    private static final double NARROWEST = .3;

    private static final int PATHS = 400;
    /** Share of the paths that must arrive: swings reach up in every path, so one half would cry wolf. */
    private static final double ARRIVING = .62;

    /** Share of the paths left out at each end of the range of dates. */
    private static final double TAIL = .035;

    private static final long SEED = 20_260_101;

    private final List<ForecastModel> chosen = new ArrayList<>();
    private final List<Double> weights = new ArrayList<>();
    /** Per origin, actual minus combined forecast. */
    private final List<double[]> errors = new ArrayList<>();

    private final double scale;
    private final double[] trust;

    Backtest(CleanSeries series, int horizon, double scale) {
        this.scale = scale;
        int n = series.length();
        List<int[]> origins = new ArrayList<>();
        for (int week = 2; week <= WEEKS; week++) {
            int age = ForecastModel.WEEK * week;
            if (n - age >= LEAST_TRAINING) {
                origins.add(new int[] {n - age, Math.min(age, horizon)});
            }
        }
        if (origins.isEmpty()) {
            origins.add(new int[] {n - 7, 7});
        }
        int models = ForecastModel.BANK.size();
        trust = new double[origins.size()];
        for (int o = 0; o < trust.length; o++) {
            trust[o] = Math.exp((origins.get(o)[0] - n) / TRUST_DAYS);
        }
        double[][][] paths = new double[models][origins.size()][];
        double[][] mae = new double[models][origins.size()];
        for (int o = 0; o < origins.size(); o++) {
            int origin = origins.get(o)[0];
            int length = origins.get(o)[1];
            CleanSeries past = series.until(origin);
            for (int m = 0; m < models; m++) {
                double[] path = ForecastModel.BANK.get(m).continuation().continued(past, length);
                paths[m][o] = path;
                for (int h = 0; h < length; h++) {
                    mae[m][o] += Math.abs(path[h] - series.values()[origin + h]) / length / scale;
                }
            }
        }
        double[] error = new double[models];
        Integer[] order = new Integer[models];
        for (int m = 0; m < models; m++) {
            double mean = 0;
            double total = 0;
            for (int o = 0; o < origins.size(); o++) {
                mean += trust[o] * mae[m][o];
                total += trust[o];
            }
            error[m] = (Robust.weightedMedian(mae[m], trust, 0, trust.length) + mean / total) / 2;
            order[m] = m;
        }
        Arrays.sort(order, Comparator.comparingDouble(m -> error[m]));
        double least = error[order[0]];
        double total = 0;
        for (int k = 0; k < COMBINED; k++) {
            total += Math.exp(-SHARPNESS * (error[order[k]] - least) / (least + SOFTENING));
        }
        for (int k = 0; k < COMBINED; k++) {
            chosen.add(ForecastModel.BANK.get(order[k]));
            weights.add(Math.exp(-SHARPNESS * (error[order[k]] - least) / (least + SOFTENING)) / total);
        }
        for (int o = 0; o < origins.size(); o++) {
            double[] miss = new double[origins.get(o)[1]];
            for (int h = 0; h < miss.length; h++) {
                miss[h] = series.values()[origins.get(o)[0] + h];
                for (int k = 0; k < COMBINED; k++) {
                    miss[h] -= weights.get(k) * paths[order[k]][o][h];
                }
            }
            errors.add(miss);
        }
    }

    String method() {
        List<String> names = new ArrayList<>();
        for (int k = 0; k < chosen.size(); k++) {
            if (weights.get(k) >= .05) {
                names.add(chosen.get(k).name());
            }
        }
        return String.join(", ", names);
    }

    double[] combined(CleanSeries series, int horizon) {
        double[] mean = new double[horizon];
        for (int k = 0; k < chosen.size(); k++) {
            double[] path = chosen.get(k).continuation().continued(series, horizon);
            for (int h = 0; h < horizon; h++) {
                mean[h] += weights.get(k) * path[h];
            }
        }
        return mean;
    }

    /** Half width of the interval: a high quantile of the errors at neighbouring horizons, never shrinking. */
    double[] reach(int horizon) {
        double[] reach = new double[horizon];
        double widest = 0;
        int longest = 0;
        for (int h = 0; h < horizon; h++) {
            int from = (int) Math.floor(h * .75);
            int to = (int) Math.ceil(h * 1.25) + 2;
            double[] near = new double[errors.size() * (to - from)];
            double[] weight = new double[near.length];
            int count = 0;
            for (int o = 0; o < errors.size(); o++) {
                for (int k = from; k < Math.min(to, errors.get(o).length); k++) {
                    near[count] = Math.abs(errors.get(o)[k]);
                    weight[count++] = trust[o];
                }
            }
            if (h < longestError()) {
                double quantile = Robust.weightedQuantile(near, weight, 0, count, QUANTILE);
                widest = Math.max(widest, Math.max(quantile, NARROWEST * scale) * WIDENING);
                longest = h + 1;
                reach[h] = widest;
            } else {
                reach[h] = widest * Math.sqrt((h + 1.0) / longest);
            }
        }
        return reach;
    }

    private int longestError() {
        return errors.stream().mapToInt(e -> e.length).max().orElse(0);
    }

    /** Median first passage and its range over paths, which held nine to ten of ten true days on all data tried, that carry the errors of past origins. */
    OptionalInt[] arrival(double[] mean, double limit) {
        int horizon = mean.length;
        Random random = new Random(SEED);
        int[] firsts = new int[PATHS];
        List<double[]> usable = errors.stream()
                .filter(e -> e.length >= Math.min(horizon, longestError()))
                .toList();
        for (int p = 0; p < PATHS; p++) {
            double[] miss = usable.get(random.nextInt(usable.size()));
            double[] swings = errors.get(random.nextInt(errors.size()));
            int shift = random.nextInt(swings.length);
            double sign = random.nextBoolean() ? 1 : -1;
            firsts[p] = horizon + 1;
            double[] trend = Robust.runningMedian(miss, 7);
            double[] swing = subtract(swings, Robust.runningMedian(swings, 7));
            for (int h = 0; h < horizon; h++) {
                double slow =
                        h < trend.length ? trend[h] : trend[trend.length - 1] * Math.sqrt((h + 1.0) / trend.length);
                if (mean[h] + sign * slow + swing[(h + shift) % swing.length] >= limit) {
                    firsts[p] = h + 1;
                    break;
                }
            }
        }
        Arrays.sort(firsts);
        int median = firsts[(int) (PATHS * ARRIVING)] > horizon ? horizon + 1 : firsts[PATHS / 2];
        int low = firsts[(int) (PATHS * TAIL)];
        int high = firsts[(int) (PATHS * (1 - TAIL))];
        return new OptionalInt[] {within(median, horizon), within(low, horizon), within(high, horizon)};
    }

    private static double[] subtract(double[] a, double[] b) {
        double[] result = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            result[i] = a[i] - b[i];
        }
        return result;
    }

    private static OptionalInt within(int step, int horizon) {
        return step <= horizon ? OptionalInt.of(step) : OptionalInt.empty();
    }
}
