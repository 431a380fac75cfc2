package dev.nightjar.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Cuts a series into segments of constant mean: optimal partitioning by dynamic programming with PELT's pruning.
 *
 * <p>Least weighted squared error plus a penalty per cut. Assumes independent errors of variance 1 ÷ weight; a caller with
 * autocorrelated errors raises the penalty. Cost: between linear (many cuts) and quadratic (none), both small here.
 * Reference: Killick, Fearnhead, Eckley 2012, Optimal detection of changepoints with a linear computational cost.
 */
public final class MeanSegmentation {
    /** Sums from the beginning up to each sample, so that the error of any segment takes a few operations. */
    private final double[] w;

    private final double[] wy;
    private final double[] wyy;

    private MeanSegmentation(double[] values, double[] weights) {
        int n = values.length;
        w = new double[n + 1];
        wy = new double[n + 1];
        wyy = new double[n + 1];
        for (int i = 0; i < n; i++) {
            w[i + 1] = w[i] + weights[i];
            wy[i + 1] = wy[i] + weights[i] * values[i];
            wyy[i + 1] = wyy[i] + weights[i] * values[i] * values[i];
        }
    }

    /**
     * The best cuts.
     *
     * @param weights above 0
     * @param penalty added cost of each cut, in units of squared standard errors
     * @param shortest least number of samples in a segment, at least 1
     * @param grid samples between possible cuts, 1 for all; each cut is then moved to the best place within one grid step.
     *     Time falls with the square of it
     * @return the first sample of each segment but the first, ascending; empty when there is no cut
     */
    public static int[] cuts(double[] values, double[] weights, double penalty, int shortest, int grid) {
        int n = values.length;
        if (n < 2 * shortest) {
            return new int[0];
        }
        MeanSegmentation sums = new MeanSegmentation(values, weights);
        int[] cuts = sums.onGrid(n, penalty, shortest, grid);
        if (grid > 1) {
            sums.refine(cuts, n, shortest, grid);
        }
        return cuts;
    }

    private int[] onGrid(int n, double penalty, int shortest, int grid) {
        int blocks = n / grid;
        int atLeast = Math.max(1, (shortest + grid - 1) / grid);
        double[] best = new double[blocks + 1];
        int[] from = new int[blocks + 1];
        Arrays.fill(best, Double.POSITIVE_INFINITY);
        best[0] = -penalty;
        Starts starts = new Starts(blocks + 1);
        for (int end = atLeast; end <= blocks; end++) {
            int entering = end - atLeast;
            if (entering == 0 || entering >= atLeast) {
                int at = entering * grid;
                starts.add(entering, best[entering], w[at], wy[at], wyy[at]);
            }
            int until = end == blocks ? n : end * grid;
            starts.reach(w[until], wy[until], wyy[until]);
            int chosen = starts.least(penalty);
            if (chosen >= 0) {
                best[end] = starts.reach[chosen] + penalty;
                from[end] = starts.place[chosen];
            }
            starts.dropAbove(best[end]);
        }
        List<Integer> cuts = new ArrayList<>();
        for (int end = blocks; from[end] > 0; end = from[end]) {
            cuts.add(from[end] * grid);
        }
        Collections.reverse(cuts);
        return cuts.stream().mapToInt(Integer::intValue).toArray();
    }

    private void refine(int[] cuts, int n, int shortest, int grid) {
        for (int k = 0; k < cuts.length; k++) {
            int left = k == 0 ? 0 : cuts[k - 1];
            int right = k + 1 < cuts.length ? cuts[k + 1] : n;
            int middle = cuts[k];
            double least = Double.POSITIVE_INFINITY;
            for (int at = Math.max(left + shortest, middle - grid);
                    at <= Math.min(right - shortest, middle + grid);
                    at++) {
                double total = cost(left, at) + cost(at, right);
                if (total < least) {
                    least = total;
                    cuts[k] = at;
                }
            }
        }
    }

    private double cost(int start, int end) {
        double weight = w[end] - w[start];
        double sum = wy[end] - wy[start];
        return weight > 0 ? Math.max(0, wyy[end] - wyy[start] - sum * sum / weight) : 0;
    }

    /** Where the last segment may begin, with the sums up to there side by side, over which a processor goes four at a time. */
    private static final class Starts {
        private final int[] place;
        private final double[] best;
        private final double[] w;
        private final double[] wy;
        private final double[] wyy;
        private final double[] reach;
        private int count;

        Starts(int most) {
            place = new int[most];
            best = new double[most];
            w = new double[most];
            wy = new double[most];
            wyy = new double[most];
            reach = new double[most];
        }

        void add(int at, double cost, double weight, double sum, double square) {
            place[count] = at;
            best[count] = cost;
            w[count] = weight;
            wy[count] = sum;
            wyy[count++] = square;
        }

        /** Cost of everything up to an end, if the last segment begins at each start. */
        void reach(double weight, double sum, double square) {
            for (int k = 0; k < count; k++) {
                double part = sum - wy[k];
                reach[k] = best[k] + Math.max(0, square - wyy[k] - part * part / (weight - w[k]));
            }
        }

        /** The first of the cheapest; −1 when there is none of finite cost. */
        int least(double penalty) {
            double least = Double.POSITIVE_INFINITY;
            int chosen = -1;
            for (int k = 0; k < count; k++) {
                if (reach[k] + penalty < least) {
                    least = reach[k] + penalty;
                    chosen = k;
                }
            }
            return chosen;
        }

        /** Forgets those that can never be the best again (the pruning). */
        void dropAbove(double cost) {
            int kept = 0;
            while (kept < count && reach[kept] <= cost) {
                kept++;
            }
            for (int k = kept + 1; k < count; k++) {
                if (reach[k] <= cost) {
                    place[kept] = place[k];
                    best[kept] = best[k];
                    w[kept] = w[k];
                    wy[kept] = wy[k];
                    wyy[kept++] = wyy[k];
                }
            }
            count = kept;
        }
    }
}
