package dev.nightjar.stats;

import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/** Tail probabilities. */
public final class Distributions {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private Distributions() {}

    /** Two-sided p-value of a standard normal statistic. */
    public static double normalTwoSided(double z) {
        return Math.min(1, 2 * NORMAL.survivalProbability(Math.abs(z)));
    }

    /** The standard normal value below which a share {@code p} lies. */
    public static double normalQuantile(double p) {
        return NORMAL.inverseCumulativeProbability(p);
    }

    /** Two-sided p-value of Student's t; degrees of freedom below 1 count as 1. */
    public static double studentTwoSided(double t, double degreesOfFreedom) {
        return Math.min(1, 2 * TDistribution.of(Math.max(1, degreesOfFreedom)).survivalProbability(Math.abs(t)));
    }

    /** Probability of at least {@code successes} in {@code trials} of probability {@code p}. */
    public static double binomialAtLeast(int successes, int trials, double p) {
        return successes <= 0 ? 1 : BinomialDistribution.of(trials, p).survivalProbability(successes - 1);
    }
}
