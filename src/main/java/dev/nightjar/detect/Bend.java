package dev.nightjar.detect;

import dev.nightjar.stats.Autocorrelation;
import dev.nightjar.stats.ProfiledFit;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The day on which a daily level left its line for another: a leak began, growth stopped.
 *
 * <p>Two lines that meet are fitted by least squares with the day profiled, and must be much likelier than one line, than one
 * that went on from another level, and than a curve, because growth that speeds up or settles has no such day. Errors are normal and remember the day before: all is
 * fitted to what a day adds to that (Cochrane and Orcutt 1949), in which lines and curves remain such. Cost: days².
 *
 * @param day first day of the second line
 * @param turn by how much the daily growth changed
 * @param slopeError standard error of the growth since
 */
record Bend(int day, double turn, double slopeError) {
    /** Days that a line needs at least. */
    private static final int SHORTEST = 14;

    private static final int LEAST_DAYS = 56;
    /** Twice the log-likelihood that a day anywhere must gain: thrice Schwarz's ln n for the day, the turn, and the choice. */
    private static final double GAIN = 3;

    private static final double LONGEST_MEMORY = .99;
    /** Days in which a curve doubles or halves what is growing. */
    private static final double[] DOUBLING = {8, 11, 15, 20, 27, 36, 48, 64, 85, 110, 150, 200, 300};
    /** Growth that doubles faster is noise in a small size. */
    private static final double FASTEST = 27;

    static Optional<Bend> of(double[] level) {
        int n = level.length;
        if (n < LEAST_DAYS) {
            return Optional.empty();
        }
        ProfiledFit first = bent(level, 0);
        double[] errors = new double[n];
        Arrays.setAll(errors, i -> level[i] - first.at(i, since(first.parameter(), 0)));
        double memory = memory(errors);
        double[] white = new double[n - 1];
        Arrays.setAll(white, i -> level[i + 1] - memory * level[i]);
        ProfiledFit bent = bent(white, memory);
        double rival = Math.min(
                ProfiledFit.line(white).squares(),
                Math.min(curve(white).squares(), stepped(white, memory).squares()));
        if (!(n * Math.log(rival / bent.squares()) > GAIN * Math.log(n))) {
            return Optional.empty();
        }
        double days = white.length - bent.parameter();
        double information = (1 - memory) * (1 - memory) * days * days * days / 12 + days;
        return Optional.of(new Bend(
                1 + (int) bent.parameter(), bent.size(), Math.sqrt(bent.squares() / white.length / information)));
    }

    /**
     * Lag-1 autocorrelation of the errors of two fitted lines of about half of the days each, without its bias: of n errors
     * around a line it is too small by (2 + 4ρ) ÷ n (Marriott and Pope 1954).
     */
    private static double memory(double[] errors) {
        double seen = Math.max(0, Autocorrelation.lagOne(errors));
        return Math.min(LONGEST_MEMORY, seen + (2 + 4 * seen) / (errors.length / 2.0));
    }

    private static ProfiledFit bent(double[] level, double memory) {
        return ProfiledFit.best(level, days(level.length, SHORTEST), day -> since(day, memory), true);
    }

    /** A line that went on from another level one day, too little to be sudden. */
    private static ProfiledFit stepped(double[] level, double memory) {
        return ProfiledFit.best(
                level, days(level.length, 1), day -> i -> (i >= day ? 1 : 0) - memory * (i > day ? 1 : 0), true);
    }

    private static double[] days(int length, int shortest) {
        return IntStream.range(shortest, length - shortest).asDoubleStream().toArray();
    }

    /** The level as if the second line had always been. */
    double[] straightened(double[] level) {
        double[] straight = level.clone();
        for (int i = 0; i < day; i++) {
            straight[i] += turn * (i - day);
        }
        return straight;
    }

    /** Days since a day, less what errors with a memory explain of them by the day before. */
    private static IntToDoubleFunction since(double day, double memory) {
        return i -> Math.max(0, i - day) - memory * Math.max(0, i - 1 - day);
    }

    /** The best curve that grows or shrinks in proportion to itself, on a level. */
    static ProfiledFit curve(double[] level) {
        double[] rates = Arrays.stream(DOUBLING)
                .flatMap(d -> DoubleStream.of(-Math.log(2) / d, Math.log(2) / Math.max(d, FASTEST)))
                .toArray();
        return ProfiledFit.best(level, rates, rate -> exponential(level.length, rate), false);
    }

    static IntToDoubleFunction exponential(int now, double rate) {
        return i -> Math.exp(rate * (rate > 0 ? i - now : i));
    }
}
