package dev.nightjar.stats;

/**
 * Medians of windows that move along a series: neighbouring windows share most of their values, so the last median, give or take a
 * little, mostly brackets the next. How little is adjusted as windows go by, so that some dozen values are left to look at. Exact:
 * a bracket that misses is not used (see {@link Middle}).
 */
final class MovingMiddle {
    private static final int MANY = 24;
    private static final int FEW = 12;
    /** In median absolute deviations: within a tenth of them lie some seven in a hundred values. */
    private static final double FIRST_REACH = .1;

    private final double[] values;
    private double last = Double.NaN;
    private double reach;

    MovingMiddle(double[] values) {
        this.values = values;
    }

    /** Median of {@code values[from..to)}, at least one. */
    double of(int from, int to) {
        Middle middle = new Middle(values, from, to);
        if (Double.isNaN(last)) {
            last = middle.found();
            reach = FIRST_REACH * deviation(from, to);
            return last;
        }
        if (!middle.narrow(last - reach, last + reach)) {
            reach *= 2;
        } else if (middle.count() > MANY) {
            reach *= .7;
        } else if (middle.count() < FEW) {
            reach *= 1.3;
        }
        last = middle.found();
        return last;
    }

    private double deviation(int from, int to) {
        double[] deviations = new double[to - from];
        for (int i = from; i < to; i++) {
            deviations[i - from] = Math.abs(values[i] - last);
        }
        return Middle.of(deviations, 0, deviations.length);
    }
}
