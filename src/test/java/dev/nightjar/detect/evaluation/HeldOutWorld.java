package dev.nightjar.detect.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * One made-up instance: what all its statements share. Every figure is drawn per instance from ranges that are wider than any
 * one instance shows, so that what holds for all of them is no accident of one.
 */
final class HeldOutWorld {
    private static final int[] WEEKS = {3, 4, 4, 4, 5, 6};

    final Random random;
    final int hours;
    final int startHour;
    final int applications;
    /** Autocorrelation of the noise from one hour to the next, lowest and width. */
    final double rhoLeast = 0;

    final double rhoMost;
    final double sigmaLeast;
    final double sigmaMost;
    /** Share of hours with an error several times the usual. */
    final double outliers;

    final double loadSlopeMost;
    final double utilisationMost;
    final double latencySeasonMost;
    final double evictions;
    final double blockNoiseMost;
    final double regressions;
    final boolean[] taken;
    final int[] lastReset;
    final List<Integer> resets = new ArrayList<>();
    /** Relative load per application and hour; 1 in the middle. */
    final double[][] load;
    /** ln factor of time of everything in an hour. */
    final double[] shared;

    final List<List<Integer>> deploys = new ArrayList<>();

    HeldOutWorld(long seed) {
        random = new Random(seed);
        hours = 168 * WEEKS[random.nextInt(WEEKS.length)];
        startHour = random.nextInt(168);
        applications = 1 + random.nextInt(8);
        rhoMost = between(.1, .8);
        sigmaLeast = between(.01, .08);
        sigmaMost = sigmaLeast + between(.05, .3);
        outliers = random.nextBoolean() ? 0 : between(0, .02);
        loadSlopeMost = between(0, .5);
        utilisationMost = between(.3, .85);
        latencySeasonMost = between(0, .5);
        evictions = between(0, .08);
        blockNoiseMost = between(.02, .25);
        regressions = between(.06, .25);
        taken = new boolean[hours];
        lastReset = new int[hours];
        snapshots();
        load = new double[applications][];
        double noise = between(.02, .15);
        for (int a = 0; a < applications; a++) {
            load[a] = load(noise);
            List<Integer> own = new ArrayList<>();
            for (int k = random.nextInt(6); k > 0; k--) {
                own.add(120 + random.nextInt(hours - 140));
            }
            deploys.add(own);
        }
        shared = new double[hours];
        for (int k = random.nextInt(6); k > 0; k--) {
            int from = random.nextInt(hours);
            double factor = Math.log(between(1.3, 3));
            for (int h = from; h < Math.min(hours, from + 1 + random.nextInt(6)); h++) {
                shared[h] += factor;
            }
        }
    }

    double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    double logBetween(double low, double high) {
        return Math.exp(between(Math.log(low), Math.log(high)));
    }

    /** Hour of the week, 0 = Monday midnight. */
    int hourOfWeek(int hour) {
        return (startHour + hour) % 168;
    }

    private void snapshots() {
        Arrays.fill(taken, true);
        double missing = between(0, .05);
        for (int h = 1; h < hours; h++) {
            taken[h] = random.nextDouble() >= missing;
        }
        for (int k = random.nextInt(3); k > 0; k--) {
            int from = 24 + random.nextInt(hours - 72);
            Arrays.fill(taken, from, from + 3 + random.nextInt(16), false);
        }
        taken[hours - 1] = true;
        for (int k = random.nextInt(4); k > 0; k--) {
            resets.add(random.nextInt(hours));
        }
        Arrays.fill(lastReset, -1);
        for (int reset : resets) {
            for (int h = reset; h < hours; h++) {
                lastReset[h] = Math.max(lastReset[h], reset);
            }
        }
    }

    private double[] load(double noise) {
        double peak = between(0, 24);
        double amplitude = between(.05, 1.2);
        double narrow = between(1, 3);
        double weekend = between(.25, 1.3);
        double growth = between(-.02, .03);
        int holiday = random.nextInt(3) == 0 ? random.nextInt(hours / 24) : -1;
        double[] load = new double[hours];
        double wander = 0;
        for (int h = 0; h < hours; h++) {
            int hour = hourOfWeek(h) % 24;
            double shape = Math.pow((1 + Math.cos((hour - peak) * Math.PI / 12)) / 2, narrow);
            wander = .6 * wander + noise * random.nextGaussian();
            boolean weekendDay = hourOfWeek(h) >= 120;
            load[h] = Math.exp(amplitude * (2 * shape - 1) + wander + growth * h / 168)
                    * (weekendDay ? weekend : 1)
                    * (h / 24 == holiday ? weekend : 1);
        }
        return load;
    }
}
