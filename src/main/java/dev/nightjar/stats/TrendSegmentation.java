package dev.nightjar.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Cuts a metric series into segments that are each level, straight or evenly bent: optimal partitioning where a segment costs
 * the least of its squared errors around a mean, a line and a parabola (plus 2 ln n for each further parameter), plus
 * ln(segment length) and 3 ln n. A bend is a course, not a change: growth that speeds up or settles is not cut up.
 *
 * <p>The series is standardised first, single samples far from their neighbours are cut off, and the noise variance is taken
 * as half of the total, or what the segments leave where that is more: real metrics keep structure inside their segments, and
 * a smaller variance would cut it up. Cost:
 * quadratic with prefix sums up to 2,000 samples; longer series are averaged down first, so it never grows beyond that.
 * References: Jackson et al. 2005 (optimal partitioning), Zhang and Siegmund 2007 (the length penalty).
 */
public final class TrendSegmentation {
    private static final double VARIANCE = .5;
    private static final double CUT = 3;
    /** Price of a slope or a bend in ln n: Schwarz's 1, doubled because the best of all places is taken. */
    private static final double PARAMETER = 2;
    /** A shorter stretch cannot tell a bend from a step. */
    private static final int SHORTEST_BEND = 12;

    private static final int CLIP_WINDOW = 5;
    /** A sample is cut off this many robust deviations from the median of its neighbours. */
    private static final double CLIP = 3;
    /** Metrics that hardly move between samples are not cut off finer than this, in standard deviations of the series. */
    private static final double LEAST_DEVIATION = 1e-3;

    private static final int SHORTEST = 8;
    private static final int LEAST_INPUT = 4;
    private static final int LONGEST_INPUT = 2_000;

    private TrendSegmentation() {}

    /**
     * The best cuts of one series or of several parallel ones that change together.
     *
     * @param series one array per dimension, all of the same length; NaN samples are bridged in a line
     * @return the first sample of each segment but the first, ascending
     */
    public static int[] cuts(double[]... series) {
        List<double[]> dimensions = new ArrayList<>();
        for (double[] values : series) {
            double[] y = standardised(clipped(standardised(values)));
            if (y.length >= LEAST_INPUT) {
                dimensions.add(y);
            }
        }
        return dimensions.isEmpty() ? new int[0] : cutsOf(dimensions);
    }

    private static int[] cutsOf(List<double[]> dimensions) {
        int n = dimensions.get(0).length;
        if (n > LONGEST_INPUT) {
            int factor = (n + LONGEST_INPUT - 1) / LONGEST_INPUT;
            int[] coarse =
                    cutsOf(dimensions.stream().map(y -> averaged(y, factor)).toList());
            return Arrays.stream(coarse).map(c -> c * factor).toArray();
        }
        List<Sums> sums = dimensions.stream().map(Sums::new).toList();
        int[] cuts = partition(sums, n);
        boolean noisier = false;
        for (Sums dimension : sums) {
            noisier |= dimension.raiseVariance(cuts, n);
        }
        return noisier ? partition(sums, n) : cuts;
    }

    private static int[] partition(List<Sums> sums, int n) {
        int shortest = Math.max(2, Math.min(SHORTEST, n / 6));
        double logN = Math.log(n);
        double[] best = new double[n + 1];
        int[] from = new int[n + 1];
        Arrays.fill(best, Double.POSITIVE_INFINITY);
        best[0] = 0;
        for (int end = shortest; end <= n; end++) {
            for (int start = 0; start <= end - shortest; start++) {
                if (best[start] == Double.POSITIVE_INFINITY) {
                    continue;
                }
                double fit = 0;
                for (Sums dimension : sums) {
                    fit += dimension.cost(start, end, logN);
                }
                double total = best[start] + fit + Math.log(end - start) + CUT * logN;
                if (total < best[end]) {
                    best[end] = total;
                    from[end] = start;
                }
            }
        }
        List<Integer> cuts = new ArrayList<>();
        for (int end = n; from[end] > 0; end = from[end]) {
            cuts.add(from[end]);
        }
        Collections.reverse(cuts);
        return cuts.stream().mapToInt(Integer::intValue).toArray();
    }

    private static double[] clipped(double[] y) {
        double[] middle = Robust.runningMedian(y, CLIP_WINDOW);
        double[] away = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            away[i] = y[i] - middle[i];
        }
        double bound = CLIP * Math.max(LEAST_DEVIATION, Robust.sigmaAround(away, 0));
        double[] clipped = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            clipped[i] = middle[i] + Math.max(-bound, Math.min(bound, away[i]));
        }
        return clipped;
    }

    private static double[] averaged(double[] y, int factor) {
        double[] means = new double[y.length / factor];
        for (int i = 0; i < means.length; i++) {
            for (int k = 0; k < factor; k++) {
                means[i] += y[i * factor + k] / factor;
            }
        }
        return means;
    }

    /** Zero mean, unit variance; an input without variation or without two finite samples gives an empty array. */
    private static double[] standardised(double[] values) {
        double[] y = values.clone();
        int previous = -1;
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            if (!Double.isFinite(values[i])) {
                continue;
            }
            for (int gap = previous + 1; gap < i; gap++) {
                y[gap] = previous < 0
                        ? values[i]
                        : values[previous] + (values[i] - values[previous]) * (gap - previous) / (i - previous);
            }
            previous = i;
        }
        if (previous < 0) {
            return new double[0];
        }
        Arrays.fill(y, previous, y.length, values[previous]);
        for (double v : y) {
            sum += v / y.length;
        }
        double square = 0;
        for (int i = 0; i < y.length; i++) {
            y[i] -= sum;
            square += y[i] * y[i] / y.length;
        }
        if (!(square > 0) || !Double.isFinite(square)) {
            return new double[0];
        }
        for (int i = 0; i < y.length; i++) {
            y[i] /= Math.sqrt(square);
        }
        return y;
    }

    /** Prefix sums that give the squared error of any stretch in constant time, and the variance of the noise. */
    private static final class Sums {
        private final double[] y;
        private final double[] yy;
        private final double[] ty;
        private final double[] tty;
        private double variance = VARIANCE;

        Sums(double[] values) {
            int n = values.length;
            y = new double[n + 1];
            yy = new double[n + 1];
            ty = new double[n + 1];
            tty = new double[n + 1];
            for (int i = 0; i < n; i++) {
                y[i + 1] = y[i] + values[i];
                yy[i + 1] = yy[i] + values[i] * values[i];
                ty[i + 1] = ty[i] + i * values[i];
                tty[i + 1] = tty[i] + (double) i * i * values[i];
            }
        }

        double aroundMean(int start, int end) {
            double sum = y[end] - y[start];
            return Math.max(0, yy[end] - yy[start] - sum * sum / (end - start));
        }

        double aroundLine(int start, int end) {
            double n = end - start;
            double middle = (start + end - 1) / 2.0;
            double spread = n * (n * n - 1) / 12;
            double cross = ty[end] - ty[start] - middle * (y[end] - y[start]);
            return spread > 0 ? Math.max(0, aroundMean(start, end) - cross * cross / spread) : 0;
        }

        /** Least of the three shapes' errors in units of the noise, each with the price of its parameters. */
        double cost(int start, int end, double logN) {
            double line = aroundLine(start, end);
            double flat = aroundMean(start, end) / variance;
            double sloped = line / variance + PARAMETER * logN;
            double bent = aroundParabola(start, end, line) / variance + 2 * PARAMETER * logN;
            return Math.min(flat, Math.min(sloped, bent));
        }

        /** A series that is mostly noise is cut by the noise that its own segments leave. */
        boolean raiseVariance(int[] cuts, int n) {
            double left = 0;
            double logN = Math.log(n);
            for (int k = 0; k <= cuts.length; k++) {
                int start = k == 0 ? 0 : cuts[k - 1];
                int end = k == cuts.length ? n : cuts[k];
                double line = aroundLine(start, end);
                double flat = aroundMean(start, end);
                left += flat <= line + PARAMETER * logN * variance ? flat : line;
            }
            boolean noisier = left / n > variance;
            variance = Math.max(variance, left / n);
            return noisier;
        }

        /** Squared error around a parabola, by its orthogonal component; infinite for a short stretch. */
        double aroundParabola(int start, int end, double aroundLine) {
            double n = end - start;
            if (n < SHORTEST_BEND) {
                return Double.POSITIVE_INFINITY;
            }
            double middle = (start + end - 1) / 2.0;
            double sum = y[end] - y[start];
            double square = tty[end] - tty[start] - 2 * middle * (ty[end] - ty[start]) + middle * middle * sum;
            double cross = square - (n * n - 1) / 12 * sum;
            double spread = n * (n * n - 1) * (n * n - 4) / 180;
            return Math.max(0, aroundLine - cross * cross / spread);
        }
    }
}
