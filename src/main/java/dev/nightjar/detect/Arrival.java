package dev.nightjar.detect;

import dev.nightjar.stats.Distributions;
import dev.nightjar.stats.ProfiledFit;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;

/**
 * When a limit is reached: median and range of the first passage over paths that differ from the mean as past forecasts
 * differed from what came. A path lies on one side of the mean by what the interval says, which growth taken a little too
 * small or large does, and swings around that as the errors of a past origin did. Origins lie whole weeks back and swings are
 * moved by whole weeks, so weekdays keep theirs.
 *
 * @param median step (1 = first ahead) by which half of the paths are there; empty when too few of them arrive
 * @param low earliest step of the range, which holds nine to ten of ten true days on all data tried
 * @param high latest step of the range; empty when later than the horizon
 */
record Arrival(OptionalInt median, OptionalInt low, OptionalInt high) {
    static final Arrival NEVER = new Arrival(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());

    private static final int PATHS = 400;
    /** Share of the paths that must arrive: swings reach up in every path, so one half would cry wolf. */
    private static final double ARRIVING = .6;
    /** Share of the paths left out at each end of the range of dates. */
    private static final double TAIL = .03;
    /** Half width of a 95 % interval in standard deviations. */
    private static final double NORMAL = 1.96;

    private static final int WEEK = ForecastModel.WEEK;
    private static final long SEED = 20_260_101;

    /**
     * Lets paths run.
     *
     * @param reach half width of the 95 % interval around the mean
     * @param errors of past forecasts, one array of at least a week per origin, beginning on the weekday on which the mean does
     */
    static Arrival of(double[] mean, double[] reach, List<double[]> errors, double limit) {
        List<double[]> swings = errors.stream().map(Arrival::swings).toList();
        double variance = swings.stream()
                .flatMapToDouble(Arrays::stream)
                .map(v -> v * v)
                .average()
                .orElse(0);
        double[] side = Arrays.stream(reach)
                .map(r -> Math.sqrt(Math.max(0, r * r / NORMAL / NORMAL - variance)))
                .toArray();
        Random random = new Random(SEED);
        int[] firsts = new int[PATHS];
        for (int p = 0; p < PATHS; p++) {
            double[] swing = swings.get(random.nextInt(swings.size()));
            double sides = Distributions.normalQuantile((p + .5) / PATHS);
            firsts[p] = first(mean, side, sides, swing, WEEK * random.nextInt(swing.length / WEEK), limit);
        }
        Arrays.sort(firsts);
        boolean arrives = firsts[(int) (PATHS * ARRIVING)] <= mean.length;
        return new Arrival(
                arrives ? OptionalInt.of(firsts[PATHS / 2]) : OptionalInt.empty(),
                within(firsts[(int) (PATHS * TAIL)], mean.length),
                within(firsts[(int) (PATHS * (1 - TAIL))], mean.length));
    }

    private static int first(double[] mean, double[] side, double sides, double[] swing, int shift, double limit) {
        for (int h = 0; h < mean.length; h++) {
            if (mean[h] + sides * side[h] + swing[(h + shift) % swing.length] >= limit) {
                return h + 1;
            }
        }
        return mean.length + 1;
    }

    /** Errors of whole weeks, less the line through them, which is a matter of the side. */
    private static double[] swings(double[] errors) {
        double[] weeks = Arrays.copyOf(errors, errors.length / WEEK * WEEK);
        ProfiledFit line = ProfiledFit.line(weeks);
        double[] swings = new double[weeks.length];
        Arrays.setAll(swings, i -> weeks[i] - line.at(i, day -> 0));
        return swings;
    }

    private static OptionalInt within(int step, int horizon) {
        return step <= horizon ? OptionalInt.of(step) : OptionalInt.empty();
    }
}
