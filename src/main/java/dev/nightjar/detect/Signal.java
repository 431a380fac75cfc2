package dev.nightjar.detect;

import java.util.Arrays;

/**
 * The steps of a statement in which it was called, without gaps: logarithm of a cost per call and the calls behind it.
 *
 * @param at step of each sample in the history, ascending
 * @param y natural logarithm of the cost per call
 * @param calls calls behind each sample, at least 1
 */
@SuppressWarnings("ArrayRecordComponent") // numeric columns, shared and never changed
record Signal(int[] at, double[] y, double[] calls) {

    /** Samples where there were calls and a positive, finite cost. */
    static Signal of(double[] calls, double[] cost) {
        int[] at = new int[calls.length];
        double[] y = new double[calls.length];
        double[] n = new double[calls.length];
        int count = 0;
        for (int i = 0; i < calls.length; i++) {
            double perCall = cost[i] / calls[i];
            if (calls[i] >= .5 && perCall > 0 && perCall < Double.MAX_VALUE) {
                at[count] = i;
                y[count] = Math.log(perCall);
                n[count++] = calls[i];
            }
        }
        return new Signal(Arrays.copyOf(at, count), Arrays.copyOf(y, count), Arrays.copyOf(n, count));
    }

    int size() {
        return y.length;
    }

    /** The first sample at or after a step; {@link #size()} when there is none. */
    int firstFrom(int step) {
        int found = Arrays.binarySearch(at, step);
        return found >= 0 ? found : -found - 1;
    }

    double totalCalls() {
        return Arrays.stream(calls).sum();
    }
}
