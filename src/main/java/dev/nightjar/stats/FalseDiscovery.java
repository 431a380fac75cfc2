package dev.nightjar.stats;

import java.util.Arrays;

/** Benjamini and Hochberg 1995: controls the expected share of false discoveries among many tests. Cost: one sort. */
public final class FalseDiscovery {
    private FalseDiscovery() {}

    /** The q-values (R: {@code p.adjust(p, "BH")}): a test is a discovery at rate r when its q-value is at most r. */
    public static double[] qValues(double[] pValues) {
        int m = pValues.length;
        Integer[] order = new Integer[m];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(pValues[b], pValues[a]));
        double[] q = new double[m];
        double least = 1;
        for (int k = 0; k < m; k++) {
            least = Math.min(least, pValues[order[k]] * m / (m - k));
            q[order[k]] = least;
        }
        return q;
    }
}
