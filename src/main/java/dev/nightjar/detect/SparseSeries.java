package dev.nightjar.detect;

import dev.nightjar.stats.Distributions;
import dev.nightjar.stats.Robust;
import java.util.Arrays;

/**
 * A statement that runs in few steps (a nightly job), seen as one sample per day on which it ran.
 *
 * @param step first step of each run day, ascending
 * @param y logarithm of the cost per call of the whole day
 * @param calls calls of the day
 */
@SuppressWarnings("ArrayRecordComponent") // numeric columns, shared and never changed
record SparseSeries(int[] step, double[] y, double[] calls) {
    private static final int LEAST_BEFORE = 5;
    private static final int MOST_BEFORE = 14;
    private static final int LEAST_AFTER = 2;
    /** Days of the typical noise of all sparse statements that are mixed into a statement's own. */
    private static final double PSEUDO_DAYS = 6;

    private static final double MEDIAN_VARIANCE = 1.57;
    private static final double RESOLUTION = .002;
    private static final double PAIRS = .8;

    /**
     * A change between run days.
     *
     * @param day index of the first changed one
     * @param variance of a day
     * @param days behind the variance, pseudo-days included
     */
    record Change(int day, double before, double difference, double z, double variance, double days, boolean standing) {
        /** Chance of such a change without one: Student's, because a variance of few days is not known. */
        double pValue() {
            return Distributions.studentTwoSided(z, days - 2);
        }
    }

    static SparseSeries of(double[] calls, double[] cost, int stepsPerDay) {
        int days = (calls.length + stepsPerDay - 1) / stepsPerDay;
        int[] step = new int[days];
        double[] y = new double[days];
        double[] n = new double[days];
        int count = 0;
        for (int day = 0; day < days; day++) {
            double callSum = 0;
            double costSum = 0;
            int first = -1;
            for (int h = day * stepsPerDay; h < Math.min(calls.length, (day + 1) * stepsPerDay); h++) {
                if (calls[h] >= .5 && cost[h] >= 0 && cost[h] < Double.MAX_VALUE) {
                    first = first < 0 ? h : first;
                    callSum += calls[h];
                    costSum += cost[h];
                }
            }
            if (first >= 0 && costSum > 0) {
                step[count] = first;
                y[count] = Math.log(costSum / callSum);
                n[count++] = callSum;
            }
        }
        return new SparseSeries(Arrays.copyOf(step, count), Arrays.copyOf(y, count), Arrays.copyOf(n, count));
    }

    int size() {
        return y.length;
    }

    /** Variance from one run day to the next, robust against level changes; NaN with fewer than five days. */
    double dayToDayVariance() {
        if (size() < 5) {
            return Double.NaN;
        }
        double[] steps = new double[size() - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = y[i + 1] - y[i];
        }
        double sigma = Robust.sigmaAround(steps, 0);
        return sigma * sigma / 2;
    }

    /** The surest change in one direction, preferring one that still stands; empty with fewer than seven run days. */
    java.util.Optional<Change> surest(double sign, double typicalVariance) {
        Change best = null;
        for (int cut = LEAST_BEFORE; cut <= size() - LEAST_AFTER; cut++) {
            Change change = at(cut, sign, typicalVariance);
            if (best == null || (change.standing == best.standing ? change.z > best.z : change.standing)) {
                best = change;
            }
        }
        return java.util.Optional.ofNullable(best);
    }

    private Change at(int cut, double sign, double typicalVariance) {
        double[] left = Arrays.copyOfRange(y, Math.max(0, cut - MOST_BEFORE), cut);
        double[] right = Arrays.copyOfRange(y, cut, size());
        for (double[] side : new double[][] {left, right}) {
            for (int i = 0; i < side.length; i++) {
                side[i] *= sign;
            }
        }
        double before = Robust.median(left);
        double after = right.length == 2 ? Math.min(right[0], right[1]) : Robust.median(right);
        double d = after - before;
        double leftSigma = Robust.sigmaAround(left, before);
        double rightSigma = Robust.sigmaAround(right, Robust.median(right));
        double s2 = (left.length * leftSigma * leftSigma
                        + right.length * rightSigma * rightSigma
                        + PSEUDO_DAYS * typicalVariance)
                / (left.length + right.length + PSEUDO_DAYS);
        double z = d / Math.sqrt(MEDIAN_VARIANCE * s2 * (1.0 / left.length + 1.0 / right.length) + RESOLUTION);
        int larger = 0;
        for (double l : left) {
            for (double r : right) {
                larger += r > l ? 1 : 0;
            }
        }
        double lastThree = Robust.median(right, Math.max(0, right.length - 3), right.length);
        boolean standing = d > 0 && larger >= PAIRS * left.length * right.length && lastThree - before >= .5 * d;
        return new Change(cut, sign * before, sign * d, z, s2, left.length + right.length + PSEUDO_DAYS, standing);
    }
}
