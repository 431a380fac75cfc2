package dev.nightjar.detect.evaluation;

import java.util.Arrays;

/**
 * Daily histories of all lengths, with more and other noise, stronger weeks and other growth than any one collection has: a
 * level around 1, then weeks and noise, then the unit.
 */
final class WideHistories extends MadeUpHistories {
    WideHistories(long seed) {
        super(seed, new int[] {100, 150, 210, 300, 420}[(int) (seed % 5)], .02);
    }

    @Override
    double bad(double value) {
        return value * between(.3, 1.4);
    }

    @Override
    double[] path(String kind) {
        int n = past + AHEAD;
        double[] level = level(kind, n);
        double weekend = kind.equals("weekly") ? between(-.3, .1) : between(-.02, .01);
        double noise = logBetween(.002, .03);
        double rho = between(0, .85);
        double unit = logBetween(.5, 5000);
        boolean weeksOfGrowth = kind.equals("linear") || kind.equals("weekly");
        double wander = 0;
        double[] y = new double[n];
        for (int d = 0; d < n; d++) {
            wander = rho * wander + Math.sqrt(1 - rho * rho) * noise * random.nextGaussian();
            boolean weekendDay = d % 7 >= 5;
            y[d] = unit
                    * Math.max(.001, level[d] * (1 + (weekendDay ? weekend : 0) * (weeksOfGrowth ? 1 : .5)) + wander);
        }
        return y;
    }

    private double[] level(String kind, int n) {
        double[] level = new double[n];
        double slope = logBetween(.0005, .01);
        switch (kind) {
            case "jump" -> {
                int jumps = 1 + random.nextInt(3);
                double[] at = random.doubles(jumps, 10, past - 5).toArray();
                double size = between(.05, .5);
                for (int d = 0; d < n; d++) {
                    int day = d;
                    level[d] = 1
                            + slope / 4 * d
                            + size * Arrays.stream(at).filter(a -> day >= a).count();
                }
            }
            case "steps" -> {
                int every = new int[] {7, 10, 14, 21, 28, 30}[random.nextInt(6)];
                int phase = random.nextInt(every);
                for (int d = 0; d < n; d++) {
                    int loads = (d + phase) / every;
                    level[d] = 1 + slope * every * loads + slope / 10 * d;
                }
            }
            case "purge", "sawtooth" -> {
                int every = 7 + random.nextInt(45);
                int phase = random.nextInt(every);
                double back = kind.equals("purge") ? between(.3, 1) : random.nextBoolean() ? 1 : between(.85, 1);
                double swing = between(.05, .6);
                for (int d = 0; d < n; d++) {
                    int round = (d + phase) / every;
                    level[d] = 1 + swing * ((d + phase) % every) / every + swing * (1 - back) * round;
                }
            }
            case "faster" -> {
                double doubling = between(30, 200);
                for (int d = 0; d < n; d++) {
                    level[d] = .5 + .5 * Math.pow(2, (d - past / 2.0) / doubling);
                }
            }
            case "plateau" -> {
                double scale = between(20, 120);
                int from = random.nextInt(past / 3);
                double rise = between(.3, 3);
                for (int d = 0; d < n; d++) {
                    level[d] = 1 + (d < from ? 0 : rise * -Math.expm1((from - d) / scale));
                }
            }
            case "leak" -> {
                int from = 15 + random.nextInt(past - 35);
                for (int d = 0; d < n; d++) {
                    level[d] = 1 + slope * 2 * Math.max(0, d - from);
                }
            }
            case "slowdown" -> {
                int until = past / 3 + random.nextInt(past / 2);
                for (int d = 0; d < n; d++) {
                    level[d] = 1 + slope * Math.min(d, until) + slope * between(.03, .06) * Math.max(0, d - until);
                }
            }
            default -> {
                double growth = kind.equals("linear") || (kind.equals("weekly") && random.nextBoolean()) ? slope : 0;
                for (int d = 0; d < n; d++) {
                    level[d] = 1 + growth * d;
                }
            }
        }
        return level;
    }

    /**
     * Half of the limits are touched on a day of the future, where it rises beyond what was; the others lie above all of it by
     * little or more.
     */
    @Override
    double limit(String kind, double[] y) {
        double highest = Arrays.stream(y, 0, past).max().orElse(0);
        double top = Arrays.stream(y).max().orElse(0);
        if (random.nextBoolean() && !kind.equals("flat")) {
            double[] firsts = Arrays.stream(y, past + 4, past + 56)
                    .filter(v -> v > highest + .1 * (top - highest))
                    .toArray();
            if (firsts.length > 0) {
                return firsts[random.nextInt(firsts.length)];
            }
        }
        double spread = top - Arrays.stream(y).min().orElse(0);
        return top + spread * logBetween(.02, .5);
    }
}
