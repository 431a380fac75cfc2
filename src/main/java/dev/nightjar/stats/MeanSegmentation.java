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
    private MeanSegmentation() {}

    /**
     * The best cuts.
     *
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
        double[] w = new double[n + 1];
        double[] wy = new double[n + 1];
        double[] wyy = new double[n + 1];
        for (int i = 0; i < n; i++) {
            w[i + 1] = w[i] + weights[i];
            wy[i + 1] = wy[i] + weights[i] * values[i];
            wyy[i + 1] = wyy[i] + weights[i] * values[i] * values[i];
        }
        int blocks = n / grid;
        int atLeast = Math.max(1, (shortest + grid - 1) / grid);
        double[] best = new double[blocks + 1];
        int[] from = new int[blocks + 1];
        double[] reach = new double[blocks + 1];
        Arrays.fill(best, Double.POSITIVE_INFINITY);
        best[0] = -penalty;
        int[] starts = new int[blocks + 1];
        int count = 0;
        for (int end = atLeast; end <= blocks; end++) {
            int entering = end - atLeast;
            if (entering == 0 || entering >= atLeast) {
                starts[count++] = entering;
            }
            int until = end == blocks ? n : end * grid;
            for (int k = 0; k < count; k++) {
                reach[k] = best[starts[k]] + cost(w, wy, wyy, starts[k] * grid, until);
                if (reach[k] + penalty < best[end]) {
                    best[end] = reach[k] + penalty;
                    from[end] = starts[k];
                }
            }
            int kept = 0;
            for (int k = 0; k < count; k++) {
                if (reach[k] <= best[end]) {
                    starts[kept++] = starts[k];
                }
            }
            count = kept;
        }
        List<Integer> cuts = new ArrayList<>();
        for (int end = blocks; from[end] > 0; end = from[end]) {
            cuts.add(from[end] * grid);
        }
        Collections.reverse(cuts);
        int[] result = cuts.stream().mapToInt(Integer::intValue).toArray();
        for (int k = 0; k < result.length && grid > 1; k++) {
            int left = k == 0 ? 0 : result[k - 1];
            int right = k + 1 < result.length ? result[k + 1] : n;
            int middle = result[k];
            double least = Double.POSITIVE_INFINITY;
            for (int at = Math.max(left + shortest, middle - grid);
                    at <= Math.min(right - shortest, middle + grid);
                    at++) {
                double total = cost(w, wy, wyy, left, at) + cost(w, wy, wyy, at, right);
                if (total < least) {
                    least = total;
                    result[k] = at;
                }
            }
        }
        return result;
    }

    private static double cost(double[] w, double[] wy, double[] wyy, int start, int end) {
        double weight = w[end] - w[start];
        double sum = wy[end] - wy[start];
        return weight > 0 ? Math.max(0, wyy[end] - wyy[start] - sum * sum / weight) : 0;
    }
}
