package dev.nightjar.advise.priority;

import dev.nightjar.model.Estimate;
import dev.nightjar.model.Fingerprint;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Seeded draws of what is uncertain: a statement's daily time (log-normal about its mean, so that the median is the
 * figure in use) and the share that is saved (triangular between the low and the high scenario). Every draw is seeded by
 * what it is drawn for, so that neither order nor company changes it.
 */
final class Draws {
    static final int COUNT = 400;

    private final Workload workload;
    private final Map<Fingerprint, double[]> times = new HashMap<>();

    Draws(Workload workload) {
        this.workload = workload;
    }

    double[] times(Fingerprint fingerprint) {
        return times.computeIfAbsent(fingerprint, key -> {
            SplittableRandom random = new SplittableRandom(key.value());
            double median = workload.seconds(key);
            double sigma = workload.spread(key);
            double[] draws = new double[COUNT];
            Arrays.setAll(draws, i -> median * Math.exp(sigma * random.nextGaussian()));
            return draws;
        });
    }

    static double[] shares(String recommendation, Fingerprint fingerprint, Estimate share) {
        SplittableRandom random = new SplittableRandom(recommendation.hashCode() * 31L + fingerprint.value());
        double[] draws = new double[COUNT];
        Arrays.setAll(draws, i -> triangular(share, random.nextDouble()));
        return draws;
    }

    /** The value at which half of the triangular distribution lies below: what is used where one figure is. */
    static double median(Estimate share) {
        return triangular(share, 0.5);
    }

    /** Quantile of the triangular distribution on [low, high] with its mode at mid; 0 where unknown. */
    static double triangular(Estimate share, double probability) {
        double low = clamp(share.low());
        double mid = clamp(share.mid());
        double high = clamp(share.high());
        if (!(high > low)) {
            return mid;
        }
        double atMode = (mid - low) / (high - low);
        return probability < atMode
                ? low + Math.sqrt(probability * (high - low) * (mid - low))
                : high - Math.sqrt((1 - probability) * (high - low) * (high - mid));
    }

    static double quantile(double[] draws, double probability) {
        double[] sorted = draws.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.round(probability * (sorted.length - 1))];
    }

    private static double clamp(double share) {
        return Double.isNaN(share) ? 0 : Math.min(1, Math.max(0, share));
    }
}
