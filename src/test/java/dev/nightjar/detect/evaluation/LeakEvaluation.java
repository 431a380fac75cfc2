package dev.nightjar.detect.evaluation;

import dev.nightjar.detect.LeakDetector;
import dev.nightjar.stats.Distributions;
import dev.nightjar.stats.Trend;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import java.util.function.Predicate;

/**
 * False alarms per 1,000 resources that do not leak, and the share of leaks found, on made-up daily minima of five weeks to
 * seven months: noise that remembers, weekdays, outliers and lost days under a level, a wandering level, a step, a resource
 * that fills and settles, rounds, small counts; and lines that begin some day.
 */
final class LeakEvaluation {
    private static final int SERIES = 500;
    private static final double SIGNIFICANCE = .001;

    private final Random random;
    private final int days;

    private LeakEvaluation(long seed, int days) {
        this.random = new Random(seed);
        this.days = days;
    }

    /** What a resource did over the days, without noise, of a level of 1. */
    private enum Kind {
        level,
        wandering,
        step,
        settling,
        rounds,
        counts,
        leak_10(.1),
        leak_20(.2),
        leak_50(.5);

        /** Growth in 30 days, by which the leaks differ. */
        private final double growth;

        Kind() {
            this(0);
        }

        Kind(double growth) {
            this.growth = growth;
        }
    }

    static void run(long seed) {
        Map<String, Predicate<double[]>> methods = new LinkedHashMap<>();
        methods.put("nightjar", minima -> new LeakDetector().detect(minima, 0).isPresent());
        methods.put("plain Mann-Kendall", minima -> {
            Trend trend = Trend.of(minima);
            return trend.slope() > 0 && trend.pValue() < SIGNIFICANCE;
        });
        methods.put("least squares", LeakEvaluation::leastSquares);
        Labels.title("Leaks: told per 1,000 resources of each kind, leaks by growth in 30 days (seed " + seed + ")");
        for (int days : new int[] {35, 90, 210}) {
            methods.forEach((name, method) -> {
                LeakEvaluation made = new LeakEvaluation(seed + days, days);
                StringJoiner line = new StringJoiner("  ");
                for (Kind kind : Kind.values()) {
                    int told = 0;
                    for (int i = 0; i < SERIES; i++) {
                        told += method.test(made.minima(kind)) ? 1 : 0;
                    }
                    line.add(String.format(Locale.ROOT, "%s %4.0f", kind, 1000.0 * told / SERIES));
                }
                Labels.line("  %-20s %3d days  %s", name, days, line);
            });
        }
    }

    private double[] minima(Kind kind) {
        double level = Math.exp(between(Math.log(20), Math.log(5e9)));
        double[] course = course(kind);
        double noise = Math.exp(between(Math.log(.003), Math.log(.05)));
        double memory = between(0, .8);
        double weekend = between(-.15, .15);
        double[] minima = new double[days];
        double error = random.nextGaussian() * noise;
        for (int day = 0; day < days; day++) {
            error = memory * error + Math.sqrt(1 - memory * memory) * noise * random.nextGaussian();
            double value = level * course[day] * (1 + error) * (day % 7 > 4 ? 1 + weekend : 1);
            minima[day] = random.nextInt(50) == 0
                    ? Double.NaN
                    : random.nextInt(100) == 0 ? value * between(.3, 1.7) : Math.max(0, value);
        }
        return minima;
    }

    private double[] course(Kind kind) {
        double[] course = new double[days];
        double size = Math.exp(between(Math.log(.05), Math.log(.6)));
        double length = between(5, 30);
        double began = between(0, days - 20);
        double tau = Math.exp(between(Math.log(1), Math.log(days / 10.0)));
        double mean = between(2, 9);
        double wander = random.nextGaussian();
        double remembers = Math.exp(-1 / between(3, 15));
        for (int day = 0; day < days; day++) {
            wander = remembers * wander + Math.sqrt(1 - remembers * remembers) * random.nextGaussian();
            course[day] = switch (kind) {
                case level -> 1;
                case wandering -> Math.max(.05, 1 + size / 3 * wander);
                case step -> day < began ? 1 : 1 + size;
                case settling -> 1 - size * Math.exp(-day / tau);
                case rounds -> 1 + size * ((day + began) % length) / length;
                case counts -> poisson(mean);
                case leak_10, leak_20, leak_50 -> 1 + kind.growth * Math.max(0, day - began) / 30;
            };
        }
        return course;
    }

    private double poisson(double mean) {
        double product = random.nextDouble();
        int count = 0;
        for (double end = Math.exp(-mean); product > end; count++) {
            product *= random.nextDouble();
        }
        return count;
    }

    private double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** The slope of a line by least squares, in its own standard errors. */
    private static boolean leastSquares(double[] y) {
        int[] known = java.util.stream.IntStream.range(0, y.length)
                .filter(i -> Double.isFinite(y[i]))
                .toArray();
        double x0 = Arrays.stream(known).average().orElse(0);
        double y0 = Arrays.stream(known).mapToDouble(i -> y[i]).average().orElse(0);
        double xx = Arrays.stream(known).mapToDouble(i -> (i - x0) * (i - x0)).sum();
        double xy =
                Arrays.stream(known).mapToDouble(i -> (i - x0) * (y[i] - y0)).sum();
        double yy =
                Arrays.stream(known).mapToDouble(i -> (y[i] - y0) * (y[i] - y0)).sum();
        double slope = xy / xx;
        double error = Math.sqrt((yy - slope * xy) / (known.length - 2) / xx);
        return slope > 0 && Distributions.normalTwoSided(slope / error) < SIGNIFICANCE;
    }
}
