package dev.nightjar.detect.evaluation;

import java.util.Locale;
import java.util.Random;

/**
 * One made-up statement with its truth: hourly increments of its counters in a {@link HeldOutWorld}, and what was done to it.
 * Time per call = base × season × load × shared hours × noise (autocorrelated, less with more calls) × what was planted.
 */
final class HeldOutStatement {
    private static final String[] STYLES = {
        "oltp", "oltp", "oltp", "oltp", "oltp", "oltp", "worker", "hourly", "nightly", "nightly"
    };
    private static final String[] QUIET = {
        "load_step", "recovered", "spike", "variance", "improvement", "new_query", "blocks_only"
    };

    private final HeldOutWorld world;
    private final Random random;
    final String style;
    final String kind;
    final int application;
    final int first;
    final double[] calls;
    final double[] ms;
    final double[] hit;
    final double[] read;
    final double[] rows;

    final boolean regression;
    private final int onset;
    private final int end;
    final boolean evicted;

    private double magnitude = 1;
    private String cause = "";
    private final double[] plantedTime;
    private final double[] plantedBlocks;
    private final double[] plantedReads;
    private final double[] plantedCalls;
    private final double[] variance;
    /** What was planted and the noise, all that an oracle does not know. */
    private final double[] unexplained;

    private final double sigma;
    private final double rho;
    private final double perCall;

    HeldOutStatement(HeldOutWorld world) {
        this.world = world;
        this.random = world.random;
        int n = world.hours;
        style = STYLES[random.nextInt(STYLES.length)];
        application = random.nextInt(world.applications);
        calls = new double[n];
        ms = new double[n];
        hit = new double[n];
        read = new double[n];
        rows = new double[n];
        plantedTime = new double[n];
        plantedBlocks = new double[n];
        plantedReads = new double[n];
        plantedCalls = new double[n];
        double draw = random.nextDouble();
        regression = draw < world.regressions;
        kind = regression
                ? (random.nextInt(6) == 0 ? "drift" : random.nextInt(6) == 0 ? "plan_flip" : "shift")
                : draw < world.regressions + .25 ? QUIET[random.nextInt(QUIET.length)] : "null";
        onset = onset();
        end = kind.equals("spike")
                ? Math.min(n, onset + 1 + random.nextInt(6))
                : kind.equals("recovered") ? onset + 10 + random.nextInt(Math.max(1, n - onset - 34)) : n;
        first = kind.equals("new_query") ? onset : 0;
        evicted = random.nextDouble() < world.evictions;
        sigma = world.between(world.sigmaLeast, world.sigmaMost);
        rho = world.between(world.rhoLeast, world.rhoMost);
        perCall = world.logBetween(.15, 2);
        variance = new double[n];
        unexplained = new double[n];
        java.util.Arrays.fill(variance, 1);
        plant();
        run();
    }

    private int onset() {
        int n = world.hours;
        return switch (kind) {
            case "drift" -> (int) world.between(120, n - 120);
            case "spike" -> (int) world.between(120, n - 1);
            case "recovered" -> (int) world.between(120, n - 60);
            default -> {
                java.util.List<Integer> deploys = world.deploys.get(application);
                boolean atDeploy = !deploys.isEmpty() && random.nextInt(3) == 0;
                int drawn = atDeploy
                        ? deploys.get(random.nextInt(deploys.size()))
                        : (int) (n - world.logBetween(12, n - 130));
                yield Math.min(n - 12, drawn);
            }
        };
    }

    private void plant() {
        switch (kind) {
            case "shift" -> step(factor(), random.nextInt(3), onset, end);
            case "plan_flip" -> step(world.logBetween(2, 15), 0, onset, end);
            case "recovered" -> step(world.logBetween(1.3, 6), random.nextInt(3), onset, end);
            case "spike" -> step(world.logBetween(2, 10), 2, onset, end);
            case "improvement" -> step(1 / world.logBetween(1.2, 4), random.nextInt(3), onset, end);
            case "drift" -> drift();
            case "load_step" -> {
                double more = Math.log(world.logBetween(1.5, 4));
                for (int h = onset; h < world.hours; h++) {
                    plantedCalls[h] = more;
                }
            }
            case "variance" -> {
                double wider = world.between(2, 4);
                for (int h = onset; h < world.hours; h++) {
                    variance[h] = wider;
                }
            }
            case "blocks_only" -> {
                double more = Math.log(world.logBetween(1.3, 2.5));
                for (int h = onset; h < world.hours; h++) {
                    plantedBlocks[h] = more;
                }
            }
            default -> {}
        }
    }

    private double factor() {
        return random.nextInt(3) == 0 ? world.logBetween(1.12, 1.35) : world.logBetween(1.3, 8);
    }

    private void step(double factor, int why, int from, int to) {
        magnitude = factor;
        cause = why == 0 ? "plan" : why == 1 ? "io" : "wait";
        double pages = Math.log(factor) * world.between(.6, 1.1);
        double cold = world.between(1, 3) * Math.signum(factor - 1);
        for (int h = from; h < to; h++) {
            plantedTime[h] = Math.log(factor);
            plantedBlocks[h] = why == 0 ? pages : 0;
            plantedReads[h] = why == 1 ? cold : 0;
        }
    }

    /** A line, or bent a little: growth of a table does not know of logarithms. */
    private void drift() {
        magnitude = world.logBetween(1.3, 3);
        cause = "bloat";
        double bend = world.between(.75, 1.35);
        double pages = world.between(.4, 1);
        for (int h = onset; h < world.hours; h++) {
            double way = Math.min(1, (h - onset) / (world.hours - 12.0 - onset));
            plantedTime[h] = Math.log1p((magnitude - 1) * Math.pow(way, bend));
            plantedBlocks[h] = pages * plantedTime[h];
        }
    }

    private double callsAt(int hour, double rate, int phase, boolean weekdays) {
        int hourOfDay = world.hourOfWeek(hour) % 24;
        double load = world.load[application][hour];
        return switch (style) {
            case "worker" -> rate * Math.exp(.3 * random.nextGaussian());
            case "hourly" -> (hour + phase) % (1 + phase % 3) == 0 ? Math.max(1, rate / 50) : 0;
            case "nightly" ->
                (hourOfDay == phase || (phase % 4 == 0 && hourOfDay == phase + 1))
                                && !(weekdays && world.hourOfWeek(hour) >= 120)
                        ? Math.max(1, rate / 20)
                        : 0;
            default -> rate * load;
        };
    }

    private void run() {
        double rate = world.logBetween(.1, 60_000);
        double base = world.logBetween(.02, 2000);
        double pages = world.logBetween(2, 5000);
        double rowsEach = world.logBetween(.5, 500);
        double readShare = world.logBetween(.0005, .3);
        int phase = random.nextInt(23);
        boolean weekdays = random.nextInt(4) == 0;
        double slope = world.between(0, world.loadSlopeMost);
        double utilisation = style.equals("oltp") ? world.between(0, world.utilisationMost) : 0;
        double season = world.between(0, world.latencySeasonMost);
        double seasonPeak = world.between(0, 24);
        double blockNoise = world.between(.01, world.blockNoiseMost);
        double top = 0;
        for (double l : world.load[application]) {
            top = Math.max(top, l);
        }
        double wander = 0;
        double blockWander = 0;
        for (int h = 0; h < world.hours; h++) {
            wander = rho * wander + Math.sqrt(1 - rho * rho) * sigma * random.nextGaussian();
            blockWander = .7 * blockWander + .7 * blockNoise * random.nextGaussian();
            double expected = callsAt(h, rate, phase, weekdays) * Math.exp(plantedCalls[h]);
            double n = h < first ? 0 : poisson(expected);
            if (n < 1) {
                continue;
            }
            double relative = world.load[application][h] / top * Math.exp(plantedCalls[h]) / 1.6;
            double y = Math.log(base)
                    + season * Math.cos((world.hourOfWeek(h) % 24 - seasonPeak) * Math.PI / 12)
                    + slope * Math.log(world.load[application][h] * Math.exp(plantedCalls[h]))
                    - Math.log(1 - utilisation * Math.min(1, relative))
                    + world.shared[h];
            double own = plantedTime[h] + variance[h] * (wander + perCall / Math.sqrt(n) * random.nextGaussian());
            if (random.nextDouble() < world.outliers) {
                own += world.between(.3, 1.8);
            }
            unexplained[h] = own;
            y += own;
            calls[h] = n;
            ms[h] = n * Math.exp(y);
            rows[h] = Math.round(n * rowsEach);
            double all = n
                    * pages
                    * Math.exp(plantedBlocks[h] + blockWander + .3 * blockNoise / Math.sqrt(n) * random.nextGaussian());
            double share = Math.min(.95, readShare * Math.exp(plantedReads[h] + .2 * random.nextGaussian()));
            read[h] = Math.round(all * share);
            hit[h] = Math.round(all) - read[h];
        }
    }

    private double poisson(double mean) {
        if (mean > 50) {
            return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        double limit = Math.exp(-mean);
        double product = random.nextDouble();
        int n = 0;
        while (product > limit) {
            n++;
            product *= random.nextDouble();
        }
        return n;
    }

    /**
     * Whether the counters could not tell at all: a regression that ran on fewer than two days (a nightly job) or hours since
     * its onset, or hardly before it, and a recovery that has hardly run since.
     */
    private boolean ignore() {
        int least = style.equals("nightly") ? 2 : 1;
        return (regression && (runs(onset, world.hours) < least || runs(0, onset) < 5))
                || (kind.equals("recovered") && runs(end, world.hours) < 2 * least);
    }

    private int runs(int from, int to) {
        int runs = 0;
        for (int h = from; h < to; h++) {
            runs += calls[h] > 0 ? 1 : 0;
        }
        return runs;
    }

    /** Standard errors of the effect for who knows noise, shape and onset: least squares of a known shape plus a level. */
    private double oracle() {
        double w = 0;
        double wx = 0;
        double wxx = 0;
        double full = Math.log(magnitude);
        for (int h = 0; h < world.hours; h++) {
            if (calls[h] > 0) {
                double weight = 1 / (sigma * sigma + perCall * perCall / calls[h]);
                double x = plantedTime[h] / full;
                w += weight;
                wx += weight * x;
                wxx += weight * x * x;
            }
        }
        double inflation = style.equals("nightly") ? 1 : (1 + rho) / (1 - rho);
        return Math.abs(full) * Math.sqrt(Math.max(0, wxx - wx * wx / w) / inflation);
    }

    /**
     * How far off someone is who knows everything but the onset: base, season, load, size and shape, and sees the time only.
     * Least squares over all hours of the last weeks in which it ran and was seen.
     */
    private int oracleOnsetError() {
        int n = world.hours;
        int best = onset;
        double least = Double.POSITIVE_INFINITY;
        for (int from = 24; from < n; from++) {
            double error = 0;
            for (int h = 0; h < n; h++) {
                if (calls[h] > 0 && world.taken[h]) {
                    double r = unexplained[h] - shape(from, h);
                    error += Math.min(9, r * r / (sigma * sigma + perCall * perCall / calls[h]));
                }
            }
            if (error < least) {
                least = error;
                best = from;
            }
        }
        return Math.abs(best - onset);
    }

    private double shape(int from, int hour) {
        if (hour < from) {
            return 0;
        }
        return kind.equals("drift")
                ? Math.log(magnitude) * Math.min(1, (hour - from) / (world.hours - 12.0 - from))
                : Math.log(magnitude);
    }

    String label(String name) {
        boolean changed = !kind.equals("null");
        return String.format(
                Locale.ROOT,
                "{\"series\": \"%s\", \"kind\": \"%s\", \"style\": \"%s\", \"regression\": %s, \"ignore\": %s, \"onset\": %s,"
                        + " \"end\": %s, \"magnitude\": %.4f, \"cause\": \"%s\", \"oracle_z\": %s,"
                        + " \"oracle_onset_error\": %s}",
                name,
                kind,
                style,
                regression,
                ignore(),
                changed ? onset : "null",
                end < world.hours ? end : "null",
                kind.equals("load_step") || kind.equals("variance") || kind.equals("blocks_only") ? 1 : magnitude,
                cause,
                regression ? String.format(Locale.ROOT, "%.2f", oracle()) : "null",
                regression ? oracleOnsetError() : "null");
    }
}
