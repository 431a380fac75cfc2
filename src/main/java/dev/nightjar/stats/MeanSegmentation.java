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
     * @return the first sample of each segment but the first, ascending; empty when there is no cut
     */
    public static int[] cuts(double[] values, double[] weights, double penalty, int shortest) {
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
        double[] best = new double[n + 1];
        int[] from = new int[n + 1];
        Arrays.fill(best, Double.POSITIVE_INFINITY);
        best[0] = -penalty;
        int[] starts = new int[n + 1];
        int count = 0;
        for (int end = shortest; end <= n; end++) {
            int entering = end - shortest;
            if (entering == 0 || entering >= shortest) {
                starts[count++] = entering;
            }
            for (int k = 0; k < count; k++) {
                int start = starts[k];
                double total = best[start] + cost(w, wy, wyy, start, end) + penalty;
                if (total < best[end]) {
                    best[end] = total;
                    from[end] = start;
                }
            }
            int kept = 0;
            for (int k = 0; k < count; k++) {
                int start = starts[k];
                if (best[start] + cost(w, wy, wyy, start, end) <= best[end] || end - start < shortest) {
                    starts[kept++] = start;
                }
            }
            count = kept;
        }
        List<Integer> cuts = new ArrayList<>();
        for (int end = n; from[end] > 0; end = from[end]) {
            cuts.add(from[end]);
        }
        Collections.reverse(cuts);
        return cuts.stream().mapToInt(Integer::intValue).toArray();
    }

    private static double cost(double[] w, double[] wy, double[] wyy, int start, int end) {
        double weight = w[end] - w[start];
        double sum = wy[end] - wy[start];
        return weight > 0 ? Math.max(0, wyy[end] - wyy[start] - sum * sum / weight) : 0;
    }
}
