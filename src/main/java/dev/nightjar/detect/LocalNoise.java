package dev.nightjar.detect;

import dev.nightjar.stats.Autocorrelation;
import dev.nightjar.stats.Robust;

/**
 * The noise around a cut, compared with that of the whole history: what became noisier, or wanders more slowly, some days ago
 * must not pass for a change of level. Each side is taken around its own median; few samples are mixed with usual ones.
 *
 * @param wider variance by what the noise of the whole history makes likely there, at least 1
 * @param rho lag-1 autocorrelation, at least that of the whole history
 */
record LocalNoise(double wider, double rho) {
    /** Usual samples mixed in: a day's hours, so that a stretch of a day counts half. */
    private static final double PSEUDO_SAMPLES = 24;

    /** A variance less above the usual may be chance, and its correlation then says nothing. */
    private static final double CLEARLY = 1.5;

    private static final int LEAST_SAMPLES = 3;
    private static final double CLIP = 3;

    /** The noise from a sample to the end, cut in two. */
    static LocalNoise around(SeasonalFit fit, int from, int cut) {
        int m = fit.level.length;
        double[] before = standard(fit, from, cut);
        double[] after = standard(fit, cut, m);
        double wider = Math.max(1, Math.max(variance(before), variance(after)));
        if (wider < CLEARLY) {
            return new LocalNoise(wider, fit.rho);
        }
        double rho = Math.max(correlation(fit, before, wider), correlation(fit, after, wider));
        return new LocalNoise(wider, Math.max(fit.rho, rho));
    }

    double inflation() {
        return Autocorrelation.inflation(rho);
    }

    private static double[] standard(SeasonalFit fit, int from, int to) {
        double[] standard = new double[Math.max(0, to - from)];
        double middle = Robust.median(fit.level, from, to);
        for (int i = from; i < to; i++) {
            standard[i - from] = (fit.level[i] - middle) * Math.sqrt(fit.weights[i]);
        }
        return standard;
    }

    private static double variance(double[] standard) {
        int n = standard.length;
        if (n < LEAST_SAMPLES) {
            return 1;
        }
        double sigma = Robust.sigmaAround(standard, 0);
        return (n * sigma * sigma + PSEUDO_SAMPLES) / (n + PSEUDO_SAMPLES);
    }

    private static double correlation(SeasonalFit fit, double[] standard, double variance) {
        int n = standard.length;
        double bound = CLIP * Math.sqrt(variance);
        double[] clipped = new double[n];
        for (int i = 0; i < n; i++) {
            clipped[i] = Math.max(-bound, Math.min(bound, standard[i]));
        }
        return (n * Autocorrelation.lagOne(clipped) + PSEUDO_SAMPLES * fit.rho) / (n + PSEUDO_SAMPLES);
    }
}
