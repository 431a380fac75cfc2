package dev.nightjar.detect;

import dev.nightjar.stats.Autocorrelation;
import dev.nightjar.stats.MeanSegmentation;
import dev.nightjar.stats.NonNegativeRidge;
import dev.nightjar.stats.Robust;
import java.util.Arrays;
import java.util.List;

/**
 * The rounds of a {@link SeasonalFit}. The first takes levels from running medians, the others from the cuts of the round
 * before. Each can be looked at before the next is worth its time.
 */
final class SeasonalRounds {
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

    private final Signal signal;
    private final List<LoadColumn> columns;
    private final ClassMembers members;
    private final int samplesPerDay;
    private int round;
    private double[] weights;
    private double[] adjustment = new double[0];
    private double[] level = new double[0];
    private double[] clipped = new double[0];
    private NoiseModel noise = new NoiseModel(.04, .25);
    private double rho;
    private int[] cuts = new int[0];

    /** Begins with a usual noise; {@code samplesPerDay} steps make a day. */
    SeasonalRounds(Signal signal, List<LoadColumn> columns, HourClasses classes, int samplesPerDay) {
        this.signal = signal;
        this.columns = columns;
        this.members = classes.members(signal);
        this.samplesPerDay = samplesPerDay;
        this.weights = weights();
    }

    /** What the first round shows. */
    SeasonalFit first() {
        if (round == 0) {
            next();
        }
        return fit();
    }

    /** What all rounds show. */
    SeasonalFit last() {
        while (round < ROUNDS) {
            next();
        }
        return fit();
    }

    private SeasonalFit fit() {
        int[] fine = segment(1, SHORTEST_SEGMENT, FINE_PLACES);
        return new SeasonalFit(signal, adjustment, level, clipped, weights, noise, rho, fine);
    }

    private void next() {
        int m = signal.size();
        double[] y = signal.y();
        if (round > 0) {
            cuts = segment(COARSE, Math.max(SHORTEST_SEGMENT, samplesPerDay / 2), COARSE_PLACES);
        }
        double[] target = less(y, round == 0 ? LoadColumn.usual(y, samplesPerDay) : segmentMeans(y));
        adjustment = adjustment(target);
        double centre = Robust.median(adjustment);
        for (int i = 0; i < m; i++) {
            adjustment[i] -= centre;
        }
        level = less(y, adjustment);
        double[] residual =
                less(level, round == 0 ? Robust.runningMedian(level, 3 * samplesPerDay | 1) : segmentMedians());
        noise = NoiseModel.fit(residual, signal.calls());
        weights = weights();
        for (int i = 0; i < m; i++) {
            residual[i] = Math.max(-CLIP, Math.min(CLIP, residual[i] * Math.sqrt(weights[i])));
        }
        rho = Autocorrelation.lagOne(residual);
        clipped = clip();
        round++;
    }

    /** Season and load of every sample, fitted to what is left of the signal without its level. */
    private double[] adjustment(double[] target) {
        int m = target.length;
        int k = columns.size();
        double[] season = new double[m];
        if (k == 0) {
            ClassEffects.fill(target, members, season);
            return season;
        }
        double[][] x = new double[k][];
        double[] ridge = new double[k];
        for (int j = 0; j < k; j++) {
            LoadColumn column = columns.get(j);
            x[j] = less(column.values(), round == 0 ? column.usual() : segmentMeans(column.values()));
            for (int i = 0; i < m; i++) {
                ridge[j] += RIDGE_SHARE * weights[i] * x[j][i] * x[j][i];
            }
        }
        NonNegativeRidge slopes = new NonNegativeRidge(x, weights, ridge);
        double[] beta = new double[k];
        for (int pass = 0; pass < BACKFITS; pass++) {
            beta = slopes.fit(less(target, season), HUBER);
            double[] rest = target.clone();
            for (int j = 0; j < k; j++) {
                add(rest, -beta[j], x[j]);
            }
            ClassEffects.fill(rest, members, season);
        }
        for (int j = 0; j < k; j++) {
            add(season, beta[j], columns.get(j).values());
        }
        return season;
    }

    private double[] weights() {
        double[] inverse = new double[signal.size()];
        for (int i = 0; i < inverse.length; i++) {
            inverse[i] = 1 / noise.variance(signal.calls()[i]);
        }
        return inverse;
    }

    private int[] segment(double caution, int shortest, int places) {
        double inflation = Math.min(LARGEST_INFLATION, Autocorrelation.inflation(rho));
        double penalty = caution * PENALTY * Math.log(Math.max(2, clipped.length)) * inflation;
        return MeanSegmentation.cuts(clipped, weights, penalty, shortest, Math.max(1, clipped.length / places));
    }

    private double[] clip() {
        double[] near = Robust.runningMedian(level, CLIP_WINDOW);
        for (int i = 0; i < near.length; i++) {
            double bound = CLIP / Math.sqrt(weights[i]);
            near[i] = Math.max(near[i] - bound, Math.min(near[i] + bound, level[i]));
        }
        return near;
    }

    private static double[] less(double[] values, double[] others) {
        double[] difference = new double[values.length];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = values[i] - others[i];
        }
        return difference;
    }

    private static void add(double[] sum, double factor, double[] values) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * values[i];
        }
    }

    private double[] segmentMeans(double[] values) {
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

    private double[] segmentMedians() {
        double[] result = new double[level.length];
        for (int s = 0; s <= cuts.length; s++) {
            int from = s == 0 ? 0 : cuts[s - 1];
            int to = s == cuts.length ? level.length : cuts[s];
            Arrays.fill(result, from, to, Robust.weightedMedian(level, weights, from, to));
        }
        return result;
    }
}
