package dev.nightjar.detect;

import dev.nightjar.stats.Autocorrelation;
import dev.nightjar.stats.MeanSegmentation;
import dev.nightjar.stats.NonNegativeRidge;
import dev.nightjar.stats.Robust;
import java.util.Arrays;

/**
 * A statement's expected ln(cost per call): level of the segment + class of the hour + load, fitted in rounds of
 * slopes and classes (levels fixed) → noise → cuts.
 *
 * <p>Assumes that season and load act as factors, that their shape stays the same over the history, and that the level is
 * constant between cuts. Cost: a few dozen passes over the samples and one segmentation per round.
 */
final class SeasonalFit {
    private static final int ROUNDS = 3;
    private static final int BACKFITS = 3;
    private static final double HUBER = 2;
    /** Ridge on a load slope, as a share of the column's own sum of squares. */
    private static final double RIDGE_SHARE = .02;

    private static final double CLIP = 2.5;
    private static final int CLIP_WINDOW = 5;
    /** Penalty of a cut per ln(length); between Schwarz's 1 and MBIC's 3 ÷ 2 per parameter, see the design's sketch. */
    private static final double PENALTY = 1.8;

    private static final double LARGEST_INFLATION = 8;
    private static final int SHORTEST_SEGMENT = 4;
    /** The cuts that slopes, classes and noise are fitted around must be sure: over-cutting hides autocorrelation. */
    private static final double COARSE = 2.5;

    /** Possible cuts in a history: every six hours of four weeks while fitting, every three at the end, then refined. */
    private static final int COARSE_PLACES = 112;

    private static final int FINE_PLACES = 224;

    final Signal signal;
    /** Season and load, centred, without the level. */
    final double[] adjustment;
    /** Season alone. */
    final double[] season;
    /** Signal minus adjustment: level and noise. */
    final double[] level;

    /** The level with single steps cut off near the median of their neighbours. */
    final double[] clipped;

    final double[] weights;
    final NoiseModel noise;
    final double rho;
    final int[] cuts;

    private SeasonalFit(
            Signal signal,
            double[] adjustment,
            double[] season,
            double[] level,
            double[] clipped,
            double[] weights,
            NoiseModel noise,
            double rho,
            int[] cuts) {
        this.signal = signal;
        this.adjustment = adjustment;
        this.season = season;
        this.level = level;
        this.clipped = clipped;
        this.weights = weights;
        this.noise = noise;
        this.rho = rho;
        this.cuts = cuts;
    }

    double inflation() {
        return Autocorrelation.inflation(rho);
    }

    /** Fits one signal; {@code samplesPerDay} steps make a day, the window of the first guess of the level. */
    static SeasonalFit of(Signal signal, double[][] columns, HourClasses classes, int samplesPerDay) {
        int m = signal.size();
        double[] y = signal.y();
        double[] weights = new double[m];
        for (int i = 0; i < m; i++) {
            weights[i] = 1 / (.04 + .25 / signal.calls()[i]);
        }
        int window = Math.max(5, (m >= 14 * samplesPerDay ? 7 : 1) * samplesPerDay | 1);
        double[] base = Robust.runningMedian(y, window);
        double[][] bases = new double[columns.length][];
        for (int j = 0; j < columns.length; j++) {
            bases[j] = Robust.runningMedian(columns[j], window);
        }
        double[] adjustment = new double[m];
        double[] season = new double[m];
        double[] level = new double[m];
        NoiseModel noise = new NoiseModel(.04, .25);
        double rho = 0;
        double[] clipped = level;
        int[] cuts = new int[0];
        for (int round = 0; round < ROUNDS; round++) {
            if (round > 0) {
                base = segmentMeans(y, weights, cuts);
                for (int j = 0; j < columns.length; j++) {
                    bases[j] = segmentMeans(columns[j], weights, cuts);
                }
            }
            double[][] x = new double[columns.length][m];
            double[] target = new double[m];
            double[] ridge = new double[columns.length];
            for (int i = 0; i < m; i++) {
                target[i] = y[i] - base[i];
                for (int j = 0; j < columns.length; j++) {
                    x[j][i] = columns[j][i] - bases[j][i];
                    ridge[j] += RIDGE_SHARE * weights[i] * x[j][i] * x[j][i];
                }
            }
            double[] beta = new double[columns.length];
            Arrays.fill(season, 0);
            double[] rest = new double[m];
            for (int pass = 0; pass < (columns.length == 0 ? 1 : BACKFITS); pass++) {
                for (int i = 0; i < m; i++) {
                    rest[i] = target[i] - season[i];
                }
                beta = NonNegativeRidge.fit(x, rest, weights, ridge, HUBER);
                for (int i = 0; i < m; i++) {
                    rest[i] = target[i] - dot(beta, x, i);
                }
                ClassEffects.fill(rest, signal, classes, season);
            }
            for (int i = 0; i < m; i++) {
                adjustment[i] = season[i] + dot(beta, columns, i);
            }
            double centre = Robust.median(adjustment);
            for (int i = 0; i < m; i++) {
                adjustment[i] -= centre;
                level[i] = y[i] - adjustment[i];
            }
            double[] means = round == 0
                    ? Robust.runningMedian(level, 3 * samplesPerDay | 1)
                    : segmentMedians(level, weights, cuts);
            double[] residual = new double[m];
            for (int i = 0; i < m; i++) {
                residual[i] = level[i] - means[i];
            }
            noise = NoiseModel.fit(residual, signal.calls());
            for (int i = 0; i < m; i++) {
                weights[i] = 1 / noise.variance(signal.calls()[i]);
                residual[i] = Math.max(-CLIP, Math.min(CLIP, residual[i] * Math.sqrt(weights[i])));
            }
            rho = Autocorrelation.lagOne(residual);
            clipped = clip(level, weights);
            cuts = segment(clipped, weights, rho, COARSE, Math.max(SHORTEST_SEGMENT, samplesPerDay / 2), COARSE_PLACES);
        }
        int[] fine = segment(clipped, weights, rho, 1, SHORTEST_SEGMENT, FINE_PLACES);
        return new SeasonalFit(signal, adjustment, season, level, clipped, weights, noise, rho, fine);
    }

    private static int[] segment(
            double[] clipped, double[] weights, double rho, double caution, int shortest, int places) {
        double inflation = Math.min(LARGEST_INFLATION, Autocorrelation.inflation(rho));
        double penalty = caution * PENALTY * Math.log(Math.max(2, clipped.length)) * inflation;
        return MeanSegmentation.cuts(clipped, weights, penalty, shortest, Math.max(1, clipped.length / places));
    }

    private static double[] clip(double[] level, double[] weights) {
        double[] smooth = Robust.runningMedian(level, CLIP_WINDOW);
        double[] clipped = new double[level.length];
        for (int i = 0; i < level.length; i++) {
            double bound = CLIP / Math.sqrt(weights[i]);
            clipped[i] = Math.max(smooth[i] - bound, Math.min(smooth[i] + bound, level[i]));
        }
        return clipped;
    }

    private static double dot(double[] beta, double[][] columns, int i) {
        double sum = 0;
        for (int j = 0; j < beta.length; j++) {
            sum += beta[j] * columns[j][i];
        }
        return sum;
    }

    private static double[] segmentMeans(double[] values, double[] weights, int[] cuts) {
        double[] result = new double[values.length];
        for (int s = 0; s <= cuts.length; s++) {
            int from = s == 0 ? 0 : cuts[s - 1];
            int to = s == cuts.length ? values.length : cuts[s];
            double sum = 0;
            double total = 0;
            for (int i = from; i < to; i++) {
                sum += weights[i] * values[i];
                total += weights[i];
            }
            Arrays.fill(result, from, to, sum / total);
        }
        return result;
    }

    static double[] segmentMedians(double[] values, double[] weights, int[] cuts) {
        double[] result = new double[values.length];
        for (int s = 0; s <= cuts.length; s++) {
            int from = s == 0 ? 0 : cuts[s - 1];
            int to = s == cuts.length ? values.length : cuts[s];
            Arrays.fill(result, from, to, Robust.weightedMedian(values, weights, from, to));
        }
        return result;
    }
}
