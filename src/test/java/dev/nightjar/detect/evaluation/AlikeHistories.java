package dev.nightjar.detect.evaluation;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Daily histories as near as can be to those of the labelled collection, made by what its README tells and by the sizes its
 * series show: 210 days, eleven kinds, growth that takes place day by day, limits that are crossed, lie beyond, or just above.
 */
final class AlikeHistories extends MadeUpHistories {
    private static final int DAYS = 210 + AHEAD;
    /** Days of the line that points to the height of some limits. */
    private static final int LINE = 90;
    /** Width of noise in standard deviations. */
    private static final double WIDTH = 1.6;

    /** Size of the noise of the series drawn last, in its unit. */
    private double noise;
    /** Whether the series drawn last goes on to rise. */
    private boolean rises;

    AlikeHistories(long seed) {
        super(seed, DAYS - AHEAD, .01);
    }

    @Override
    double bad(double value) {
        return value * (random.nextBoolean() ? between(.3, .8) : between(1.2, 2.6));
    }

    @Override
    double[] path(String kind) {
        rises = true;
        double[] level = switch (kind) {
            case "linear" -> linear();
            case "weekly" -> weekly();
            case "jump" -> jumps();
            case "steps" -> steps();
            case "purge" -> purged();
            case "faster" -> faster();
            case "flat" -> scaled(weekdays(between(.9, .98), between(.9, .98)), between(.02, .07));
            case "plateau" -> plateau();
            case "leak" -> leak();
            case "sawtooth" -> sawtooth();
            default -> slowed();
        };
        double unit = logBetween(20, 3000);
        noise *= unit;
        return Arrays.stream(level).map(v -> unit * v).toArray();
    }

    private double[] linear() {
        double growth = logBetween(.001, .005);
        return noisy(grown(daily(growth)), logBetween(.0004, .003));
    }

    private double[] jumps() {
        double growth = logBetween(.001, .0045);
        double[] daily = daily(growth);
        for (int jump = random.nextInt(2); jump >= 0; jump--) {
            daily[20 + random.nextInt(past - 30)] += between(.05, .25);
        }
        return noisy(grown(daily), logBetween(.0005, .002));
    }

    /** Daily growth, less at weekends. */
    private double[] daily(double growth) {
        double weekend = between(.4, 1);
        double unsteady = between(.2, .5);
        return days(d -> growth * (d % 7 >= 5 ? weekend : 1) * (1 + unsteady * random.nextGaussian()));
    }

    private double[] steps() {
        int every = new int[] {7, 14, 28, 30}[random.nextInt(4)];
        int phase = random.nextInt(every);
        double growth = logBetween(.0012, .0056);
        double rest = between(.05, .2);
        double load = growth * every * (1 - rest);
        double[] daily = days(d -> growth * rest * (1 + random.nextGaussian())
                + ((d + phase) % every == 0 ? load * (1 + .12 * random.nextGaussian()) : 0));
        return noisy(grown(daily), logBetween(.0005, .0015));
    }

    private double[] purged() {
        int every = new int[] {14, 28, 30, 45}[random.nextInt(4)];
        int phase = random.nextInt(every);
        double growth = logBetween(.001, .004);
        rises = random.nextBoolean();
        double back = growth * every * (rises ? between(.3, .8) : 1);
        double[] daily = days(d -> growth * (1 + .6 * random.nextGaussian())
                - ((d + phase) % every == 0 ? back * (1 + .08 * random.nextGaussian()) : 0));
        return noisy(grown(daily), logBetween(.0005, .0015));
    }

    private double[] slowed() {
        double growth = logBetween(.0012, .0095);
        int until = 115 + random.nextInt(75);
        double after = between(.04, .11);
        double[] daily = days(d -> growth * (d < until ? 1 : after) * (1 + .3 * random.nextGaussian()));
        return noisy(grown(daily), logBetween(.0005, .004));
    }

    private double[] weekly() {
        rises = random.nextInt(3) > 0;
        double growth = rises ? logBetween(.0008, .0031) : between(-.0003, .0003);
        double[] week = weekdays(between(.4, .8), between(.4, .8));
        return scaled(days(d -> week[d] * (1 + growth * d)), between(.018, .065));
    }

    private double[] faster() {
        double rate = between(.0019, .0049);
        return scaled(days(d -> Math.exp(rate * d)), logBetween(.0014, .0065));
    }

    private double[] plateau() {
        double start = between(.15, .2);
        double tau = between(30, 110);
        return noisy(days(d -> 1 + (start - 1) * Math.exp(-d / tau)), between(.004, .016));
    }

    private double[] leak() {
        int from = 70 + random.nextInt(112);
        double slope = between(.0032, .0102);
        double[] week = weekdays(between(.94, .98), between(.94, .98));
        return noisy(days(d -> week[d] + slope * Math.max(0, d - from)), between(.01, .03));
    }

    private double[] sawtooth() {
        double every = between(10, 30);
        double phase = between(0, every);
        rises = random.nextInt(3) == 0;
        double creep = rises ? between(.02, .04) : 0;
        return noisy(
                days(d -> {
                    double rounds = (d + phase) / every;
                    double round = Math.floor(rounds);
                    return (.42 + 1.15 * (rounds - round)) * (1 + creep * round);
                }),
                between(.006, .02));
    }

    private double[] weekdays(double saturday, double sunday) {
        double[] week = {
            between(.98, 1), between(.99, 1.02), between(1, 1.03), between(.99, 1.02), between(.97, 1), saturday, sunday
        };
        return days(d -> week[d % 7]);
    }

    private static double[] days(IntToDoubleFunction of) {
        double[] values = new double[DAYS];
        Arrays.setAll(values, of);
        return values;
    }

    private static double[] grown(double[] daily) {
        double[] level = daily.clone();
        level[0]++;
        Arrays.parallelPrefix(level, Double::sum);
        return level;
    }

    private double[] noisy(double[] level, double size) {
        noise = size;
        double[] wander = wander();
        return days(d -> level[d] + size * wander[d]);
    }

    /** Noise in proportion to the level. */
    private double[] scaled(double[] level, double size) {
        noise = size * level[DAYS - 8];
        double[] wander = wander();
        return days(d -> level[d] * (1 + size * wander[d]));
    }

    private double[] wander() {
        double rho = between(0, .7);
        double[] wander = new double[DAYS];
        double last = random.nextGaussian();
        for (int d = 0; d < DAYS; d++) {
            last = rho * last + Math.sqrt(1 - rho * rho) * random.nextGaussian();
            wander[d] = last;
        }
        return wander;
    }

    @Override
    double limit(String kind, double[] y) {
        double top = Arrays.stream(y).max().orElse(0);
        double crossed = switch (kind) {
            case "flat" -> 0;
            case "plateau", "slowdown" -> .15;
            case "weekly", "purge", "sawtooth" -> rises ? 1 : 0;
            default -> .72;
        };
        if (random.nextDouble() < crossed) {
            double[] records = IntStream.range(past + 4, past + 55)
                    .filter(d -> y[d] > Arrays.stream(y, 0, d).max().orElse(0))
                    .mapToDouble(d -> y[d])
                    .toArray();
            if (records.length > 0) {
                return records[random.nextInt(records.length)];
            }
        }
        if (crossed > .5) {
            return Math.max(1.0005 * top, y[past - 1] + (y[DAYS - 1] - y[past - 1]) * between(1.15, 2));
        }
        double line = (mean(y, past - 10, past) - mean(y, past - LINE, past - LINE + 10)) / (LINE - 10) * AHEAD;
        return Math.max(top + WIDTH * noise * between(.7, 3), y[past - 1] + line * between(.2, .8));
    }

    private static double mean(double[] y, int from, int to) {
        return Arrays.stream(y, from, to).average().orElse(0);
    }
}
