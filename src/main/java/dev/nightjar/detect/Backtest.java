package dev.nightjar.detect;

import dev.nightjar.stats.Robust;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What each model of the bank would have said at past origins, one a week over the last four months, and what follows from it:
 * the best four with their weights, and the errors such a choice makes. Recent origins count more, because a series that began
 * to rise two months ago tells nothing at an origin before that.
 *
 * <p>The errors of an origin are those of the models that the other origins would have chosen (cross-validation): the best in
 * hindsight look better than any choice made beforehand.
 */
final class Backtest {
    private static final int WEEKS = 17;
    private static final int LEAST_TRAINING = 21;
    private static final int COMBINED = 4;
    /** Origins that are left out on each side of one that is foretold: their futures overlap. */
    private static final int OVERLAPPING = 2;
    /** How fast a model's weight falls with its error, and what keeps a perfect past from excluding all others. */
    private static final double SHARPNESS = 4;

    private static final double SOFTENING = .15;
    /** Age in days at which an origin counts 1 ÷ e. */
    private static final double TRUST_DAYS = 60;
    /** The interval is this quantile of past errors, widened: overlapping origins say little about the tails themselves. */
    private static final double QUANTILE = .7;

    /** From that quantile of the absolute value to 95 % for normal errors: Φ⁻¹(.975) ÷ Φ⁻¹(.85). */
    private static final double WIDENING = 1.89;
    /** The interval is never narrower than this share of the usual weekly difference. */
    private static final double NARROWEST = .3;

    private final List<ForecastModel> bank;
    private final Mixture chosen;
    /** Per origin, actual minus combined forecast. */
    private final List<double[]> errors = new ArrayList<>();

    private final double scale;
    private final double[] trust;

    /** Models by their number in the bank, best first, with weights that add up to 1. */
    @SuppressWarnings("ArrayRecordComponent") // parallel columns, never changed
    private record Mixture(int[] models, double[] weights) {}

    /** A day in the past, and how many days after it are foretold. */
    private record Origin(int day, int ahead) {}

    Backtest(CleanSeries series, int horizon, double scale) {
        this.scale = scale;
        this.bank = ForecastModel.BANK.stream()
                .filter(model -> model.suits().test(series))
                .toList();
        List<Origin> origins = origins(series.length(), horizon);
        trust = new double[origins.size()];
        double[][][] paths = new double[origins.size()][bank.size()][];
        double[][] misses = new double[bank.size()][origins.size()];
        for (int o = 0; o < trust.length; o++) {
            Origin origin = origins.get(o);
            trust[o] = Math.exp((origin.day - series.length()) / TRUST_DAYS);
            CleanSeries past = series.until(origin.day);
            for (int m = 0; m < bank.size(); m++) {
                paths[o][m] = bank.get(m).continuation().continued(past, origin.ahead);
                for (int h = 0; h < origin.ahead; h++) {
                    misses[m][o] += Math.abs(paths[o][m][h] - series.values()[origin.day + h]) / origin.ahead / scale;
                }
            }
        }
        chosen = mixture(misses, trust);
        for (int o = 0; o < trust.length; o++) {
            double[] error = combined(mixture(misses, trustWithout(o)), paths[o], origins.get(o).ahead);
            for (int h = 0; h < error.length; h++) {
                error[h] = series.values()[origins.get(o).day + h] - error[h];
            }
            errors.add(error);
        }
    }

    private static List<Origin> origins(int length, int horizon) {
        List<Origin> origins = new ArrayList<>();
        for (int week = 2; week <= WEEKS; week++) {
            int age = ForecastModel.WEEK * week;
            if (length - age >= LEAST_TRAINING) {
                origins.add(new Origin(length - age, Math.min(age, horizon)));
            }
        }
        return origins.isEmpty() ? List.of(new Origin(length - ForecastModel.WEEK, ForecastModel.WEEK)) : origins;
    }

    /** Weights of the origins that know little of what followed one of them; all where there are few. */
    private double[] trustWithout(int origin) {
        double[] rest = trust.clone();
        if (trust.length > 2 * OVERLAPPING + 1) {
            Arrays.fill(rest, Math.max(0, origin - OVERLAPPING), Math.min(rest.length, origin + OVERLAPPING + 1), 0);
        }
        return rest;
    }

    private static Mixture mixture(double[][] misses, double[] trust) {
        double[] error = new double[misses.length];
        for (int m = 0; m < error.length; m++) {
            double mean = 0;
            double total = 0;
            for (int o = 0; o < trust.length; o++) {
                mean += trust[o] * misses[m][o];
                total += trust[o];
            }
            error[m] = (Robust.weightedMedian(misses[m], trust, 0, trust.length) + mean / total) / 2;
        }
        int[] order = IntStream.range(0, error.length)
                .boxed()
                .sorted(Comparator.comparingDouble(m -> error[m]))
                .mapToInt(Integer::intValue)
                .limit(COMBINED)
                .toArray();
        double least = error[order[0]];
        double[] weights = Arrays.stream(order)
                .mapToDouble(m -> Math.exp(-SHARPNESS * (error[m] - least) / (least + SOFTENING)))
                .toArray();
        double total = Arrays.stream(weights).sum();
        return new Mixture(order, Arrays.stream(weights).map(w -> w / total).toArray());
    }

    private static double[] combined(Mixture mixture, double[][] paths, int length) {
        double[] mean = new double[length];
        for (int k = 0; k < mixture.models.length; k++) {
            double[] path = paths[mixture.models[k]];
            for (int h = 0; h < length; h++) {
                mean[h] += mixture.weights[k] * path[h];
            }
        }
        return mean;
    }

    String method() {
        List<String> names = new ArrayList<>();
        for (int k = 0; k < chosen.models.length; k++) {
            if (chosen.weights[k] >= .05) {
                names.add(bank.get(chosen.models[k]).name());
            }
        }
        return String.join(", ", names);
    }

    double[] combined(CleanSeries series, int horizon) {
        double[][] paths = new double[bank.size()][];
        for (int m : chosen.models) {
            paths[m] = bank.get(m).continuation().continued(series, horizon);
        }
        return combined(chosen, paths, horizon);
    }

    List<double[]> errors() {
        return errors;
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
}
