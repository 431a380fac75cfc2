package dev.nightjar.stats;

import org.apache.commons.statistics.inference.MannWhitneyUTest;

/** Tests on ranks. */
public final class RankTest {
    private RankTest() {}

    /** Two-sided p-value of the Mann–Whitney test, normal approximation with ties and continuity corrected; 1 without samples. */
    public static double mannWhitneyTwoSided(double[] x, double[] y) {
        if (x.length == 0 || y.length == 0) {
            return 1;
        }
        return MannWhitneyUTest.withDefaults().test(x, y).getPValue();
    }
}
