package dev.nightjar.stats;

import java.util.Arrays;

/**
 * The median of a range, exactly, without sorting it or touching it: a few evenly spaced values bracket the middle, one pass
 * without branches keeps what lies in the bracket and counts what lies below, and the search goes on in what was kept. A bracket
 * that turns out to miss the middle is widened. NaN counts as larger than any number.
 *
 * <p>Cost: about two passes, against the dozen of sorting; what is left at the end is ranked by counting. Reference: Floyd and
 * Rivest 1975, Expected time bounds for selection.
 */
final class Middle {
    /** Up to this many values counting how many are smaller is faster. */
    private static final int FEW = 30;
    /** Values of which the bracket is made, and how many of them on either side of the expected place. */
    private static final int TAKEN = 15;

    private static final int REACH = 3;

    /** The values that are left, and the places of the two in the middle (the same of an odd number) among them in order. */
    private double[] values;

    private int from;
    private int count;
    private int low;
    private int high;

    /** Of {@code values[from..to)}, at least one. */
    Middle(double[] values, int from, int to) {
        this.values = values;
        this.from = from;
        this.count = to - from;
        this.low = (count - 1) / 2;
        this.high = count / 2;
    }

    /** Median of {@code values[from..to)}, at least one. */
    static double of(double[] values, int from, int to) {
        return new Middle(values, from, to).found();
    }

    /** How many values are left. */
    int count() {
        return count;
    }

    double found() {
        boolean narrowed = true;
        while (count > FEW && narrowed) {
            narrowed = narrow();
        }
        return count > FEW ? sorted() : counted();
    }

    /** Keeps what lies around the middle; {@code false} when that cannot be told from the rest. */
    private boolean narrow() {
        double[] taken = new double[TAKEN];
        for (int i = 0; i < TAKEN; i++) {
            taken[i] = values[from + (int) ((2L * i + 1) * count / (2 * TAKEN))];
        }
        insertionSort(taken);
        int all = count;
        int centre = (int) ((low + high + 1L) * TAKEN / (2L * count));
        for (int reach = REACH; reach < TAKEN; reach *= 2) {
            double least = centre < reach ? Double.NEGATIVE_INFINITY : taken[centre - reach];
            double most = centre + reach >= TAKEN ? Double.POSITIVE_INFINITY : taken[centre + reach];
            if (narrow(least, most)) {
                return count < all;
            }
        }
        return false;
    }

    /** Keeps what lies within bounds, if the middle does; else {@code false}, and all are left. */
    boolean narrow(double least, double most) {
        if (!(least <= most)) {
            return false;
        }
        double[] kept = new double[count];
        int below = 0;
        int upTo = 0;
        for (int i = from; i < from + count; i++) {
            double value = values[i];
            // Overwritten by the next one unless this one counts.
            kept[upTo - below] = value;
            below += value < least ? 1 : 0;
            upTo += value <= most ? 1 : 0;
        }
        if (low < below || high >= upTo) {
            return false;
        }
        values = kept;
        from = 0;
        count = upTo - below;
        low -= below;
        high -= below;
        return true;
    }

    /** Of few values: a value's place is the number of smaller ones, and of equal ones before it. */
    private double counted() {
        double lower = Double.NaN;
        double upper = Double.NaN;
        int to = from + count;
        for (int i = from; i < to; i++) {
            double value = values[i];
            int place = 0;
            for (int j = from; j < i; j++) {
                place += values[j] <= value ? 1 : 0;
            }
            for (int j = i + 1; j < to; j++) {
                place += values[j] < value ? 1 : 0;
            }
            lower = place == low ? value : lower;
            upper = place == high ? value : upper;
        }
        return mean(lower, upper);
    }

    /** Of values that are mostly equal, or not numbers. */
    private double sorted() {
        double[] all = Arrays.copyOfRange(values, from, from + count);
        Arrays.sort(all);
        return mean(all[low], all[high]);
    }

    private static double mean(double lower, double upper) {
        return .5 * lower + .5 * upper;
    }

    private static void insertionSort(double[] values) {
        for (int i = 1; i < values.length; i++) {
            double value = values[i];
            int at = i;
            for (; at > 0 && values[at - 1] > value; at--) {
                values[at] = values[at - 1];
            }
            values[at] = value;
        }
    }
}
