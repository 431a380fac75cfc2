package dev.nightjar.demo;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws ranks 0 … n−1 with probability ∝ 1/(rank+1)^exponent, by binary search in the cumulated weights. */
final class Zipf {
    private final double[] cumulated;

    Zipf(int n, double exponent) {
        cumulated = new double[n];
        double sum = 0;
        for (int rank = 0; rank < n; rank++) {
            sum += Math.pow(rank + 1.0, -exponent);
            cumulated[rank] = sum;
        }
    }

    int draw(SplittableRandom random) {
        int found = Arrays.binarySearch(cumulated, random.nextDouble() * cumulated[cumulated.length - 1]);
        return Math.min(found < 0 ? -found - 1 : found, cumulated.length - 1);
    }
}
