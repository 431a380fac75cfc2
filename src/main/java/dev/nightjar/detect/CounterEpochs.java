package dev.nightjar.detect;

import java.util.Arrays;

/**
 * Turns cumulative counters of one entry into increments per step.
 *
 * <p>A new epoch begins at an announced reset, when any counter falls, or when calls stand still while another counter moves
 * (an evicted entry that came back by chance at the same count): the first value of an epoch is its increment. An increment
 * over a gap of at most four steps is spread evenly; over a longer gap, or a gap that holds a reset, it is dropped, because
 * nobody knows to which hours it belongs.
 */
public final class CounterEpochs {
    /** Longest gap whose increment is spread. */
    public static final int LONGEST_SPREAD = 4;

    private CounterEpochs() {}

    /**
     * Increments of all counters of one entry.
     *
     * @param cumulative one array per counter, the calls first, NaN where no snapshot was taken; counters that are not
     *     collected are all NaN
     * @param firstStep step in which the entry was first seen; 0 or less when it is older than the arrays
     * @param lastReset per step, the step of the last announced reset, negative when before the arrays; empty when unknown
     * @return increments in the shape of the input, NaN where unknown, never negative
     */
    public static double[][] increments(double[][] cumulative, int firstStep, int[] lastReset) {
        int counters = cumulative.length;
        int steps = cumulative[0].length;
        double[][] increments = new double[counters][steps];
        for (double[] row : increments) {
            Arrays.fill(row, Double.NaN);
        }
        int previous = -1;
        for (int h = 0; h < steps; h++) {
            if (!finite(cumulative[0][h])) {
                continue;
            }
            if (previous < 0) {
                if (firstStep > 0 && h >= firstStep) {
                    take(cumulative, increments, h, -1, 1);
                }
                previous = h;
                continue;
            }
            int gap = h - previous - 1;
            boolean announced = lastReset.length > 0 && lastReset[h] > previous;
            if (announced || fell(cumulative, previous, h)) {
                if (gap == 0) {
                    take(cumulative, increments, h, -1, 1);
                }
            } else if (gap <= LONGEST_SPREAD) {
                take(cumulative, increments, h, previous, gap + 1);
            }
            previous = h;
        }
        return increments;
    }

    private static void take(double[][] cumulative, double[][] increments, int h, int previous, int share) {
        for (int c = 0; c < cumulative.length; c++) {
            double before = previous < 0 ? 0 : cumulative[c][previous];
            double increment = (cumulative[c][h] - before) / share;
            if (finite(increment) && increment >= 0) {
                Arrays.fill(increments[c], h - share + 1, h + 1, increment);
            }
        }
    }

    private static boolean fell(double[][] cumulative, int previous, int h) {
        boolean stands = cumulative[0][h] == cumulative[0][previous];
        for (double[] counter : cumulative) {
            if (counter[h] < counter[previous] || (stands && counter[h] > counter[previous])) {
                return true;
            }
        }
        return false;
    }

    private static boolean finite(double value) {
        return value >= 0 && value < Double.POSITIVE_INFINITY;
    }
}
