package dev.nightjar.stats;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * Least squares of a line plus one curve that has a parameter of its own, tried over a grid: for each parameter the
 * coefficients have a closed form, the best parameter has the least squares left (variable projection; Golub and Pereyra 1973).
 * Cost: grid × samples.
 *
 * @param parameter the best of the grid
 * @param level coefficient of the constant
 * @param slope coefficient of the sample number; 0 where the family has no line
 * @param size coefficient of the curve
 * @param squares sum of the squared errors
 */
public record ProfiledFit(double parameter, double level, double slope, double size, double squares) {
    /** A curve that depends on a parameter. */
    public interface Family {
        IntToDoubleFunction curve(double parameter);
    }

    /** The best fit of {@code level + size × curve(t)} or, {@code withLine}, of {@code level + slope × t + size × curve(t)}. */
    public static ProfiledFit best(double[] values, double[] grid, Family family, boolean withLine) {
        ProfiledFit best = new ProfiledFit(Double.NaN, Double.NaN, 0, 0, Double.POSITIVE_INFINITY);
        for (double parameter : grid) {
            ProfiledFit fit = fit(values, parameter, family.curve(parameter), withLine);
            if (fit.squares < best.squares) {
                best = fit;
            }
        }
        return best;
    }

    /** The best line alone. */
    public static ProfiledFit line(double[] values) {
        return fit(values, Double.NaN, t -> 0, true);
    }

    private static ProfiledFit fit(double[] y, double parameter, IntToDoubleFunction curve, boolean withLine) {
        int n = y.length;
        double[] x = new double[n];
        Arrays.setAll(x, curve);
        double centre = (n - 1) / 2.0;
        double meanY = Arrays.stream(y).average().orElse(0);
        double meanX = Arrays.stream(x).average().orElse(0);
        double tt = 0;
        double tx = 0;
        double ty = 0;
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (int i = 0; i < n; i++) {
            double t = withLine ? i - centre : 0;
            double dx = x[i] - meanX;
            double dy = y[i] - meanY;
            tt += t * t;
            tx += t * dx;
            ty += t * dy;
            xx += dx * dx;
            xy += dx * dy;
            yy += dy * dy;
        }
        // The curve is made orthogonal to the line first.
        double share = tt > 0 ? tx / tt : 0;
        double alone = xx - share * tx;
        double size = alone > 1e-12 * xx ? (xy - share * ty) / alone : 0;
        double slope = tt > 0 ? ty / tt - size * share : 0;
        double squares = Math.max(0, yy - slope * ty - size * xy);
        return new ProfiledFit(parameter, meanY - slope * centre - size * meanX, slope, size, squares);
    }

    /** Value at a sample number, also beyond the samples; {@code curve} is that of {@link #parameter}. */
    public double at(int sample, IntToDoubleFunction curve) {
        return level + slope * sample + size * curve.applyAsDouble(sample);
    }
}
