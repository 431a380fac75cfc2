package dev.nightjar.detect.evaluation;

import dev.nightjar.detect.Forecast;
import dev.nightjar.stats.Robust;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** Adds up what forecasts of daily series were worth: MASE, coverage, interval score, and the arrival at limits. */
final class CapacityScore {
    /** What an interval costs by the length it was missed by: 2 ÷ the share of 5 % left outside. */
    private static final double OVERSHOOT = 40;

    private final List<Double> errors = new ArrayList<>();
    private final List<Double> dayErrors = new ArrayList<>();
    private double covered;
    private double interval;
    private int claimed;
    private int due;
    private int inRange;

    /**
     * Adds one series.
     *
     * @param ahead what followed
     * @param reached the day on which the limit was reached
     * @param scale mean absolute weekly difference of the history
     */
    void add(Forecast forecast, double[] ahead, OptionalInt reached, double scale) {
        double error = 0;
        for (int h = 0; h < ahead.length; h++) {
            double above = ahead[h] - forecast.upper()[h];
            double below = forecast.lower()[h] - ahead[h];
            double outside = Math.max(0, Math.max(below, above));
            error += Math.abs(forecast.mean()[h] - ahead[h]) / scale / ahead.length;
            covered += outside == 0 ? 1.0 / ahead.length : 0;
            interval += (forecast.upper()[h] - forecast.lower()[h] + OVERSHOOT * outside) / scale / ahead.length;
        }
        errors.add(error);
        due += reached.isPresent() ? 1 : 0;
        claimed += forecast.reached().isPresent() ? 1 : 0;
        if (reached.isPresent() && forecast.reached().isPresent()) {
            int day = reached.getAsInt();
            dayErrors.add((double) Math.abs(day - forecast.reached().getAsInt()));
            inRange += forecast.reachedLow().orElse(ahead.length + 1) <= day
                            && day <= forecast.reachedHigh().orElse(ahead.length)
                    ? 1
                    : 0;
        }
    }

    String text() {
        return text(figures());
    }

    /** Standard deviation of each figure between equal collections: a difference smaller than that means nothing. */
    static String deviation(List<CapacityScore> collections) {
        double[][] figures = collections.stream().map(CapacityScore::figures).toArray(double[][]::new);
        double[] deviation = new double[figures[0].length];
        Arrays.setAll(deviation, k -> {
            double mean =
                    Arrays.stream(figures).mapToDouble(f -> f[k]).average().orElse(0);
            return Math.sqrt(Arrays.stream(figures)
                            .mapToDouble(f -> (f[k] - mean) * (f[k] - mean))
                            .sum()
                    / (figures.length - 1));
        });
        return text(deviation);
    }

    private static String text(double[] figures) {
        return String.format(
                Locale.ROOT,
                "MASE %.2f / %.2f  coverage %.3f  interval score %5.2f  limit P %.2f R %.2f  day error %.1f / %.1f"
                        + "  range %.2f",
                Arrays.stream(figures).boxed().toArray());
    }

    private double[] figures() {
        double[] mase = errors.stream().mapToDouble(Double::doubleValue).toArray();
        double[] days = dayErrors.stream().mapToDouble(Double::doubleValue).toArray();
        double right = days.length;
        return new double[] {
            Robust.median(mase),
            Arrays.stream(mase).average().orElse(Double.NaN),
            covered / mase.length,
            interval / mase.length,
            right / Math.max(1, claimed),
            right / Math.max(1, due),
            Robust.median(days),
            Robust.quantile(days, .9),
            inRange / Math.max(1, right)
        };
    }
}
