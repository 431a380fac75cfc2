package dev.nightjar.detect.evaluation;

import dev.nightjar.detect.Regression;
import dev.nightjar.detect.StatementHistory;
import dev.nightjar.stats.RankTest;
import dev.nightjar.stats.Robust;
import java.util.LinkedHashMap;
import java.util.Map;

/** Simple methods that others use, each told in a line: what the real one must beat. */
final class RegressionRivals {
    private static final int DAY = 24;
    private static final int WEEK = 168;

    private RegressionRivals() {}

    /** Whether a statement is slower at the end of its history. */
    interface Rival {
        boolean slower(StatementHistory history);
    }

    static Map<String, Rival> all() {
        Map<String, Rival> rivals = new LinkedHashMap<>();
        rivals.put("z > 3 against a week", RegressionRivals::zScore);
        rivals.put("same hour last week x1.5", RegressionRivals::lastWeek);
        rivals.put("Mann-Whitney p < .001", RegressionRivals::mannWhitney);
        return rivals;
    }

    private static boolean zScore(StatementHistory h) {
        double[] today = perCall(h, h.calls().length - DAY, h.calls().length);
        double[] week = perCall(h, h.calls().length - DAY - WEEK, h.calls().length - DAY);
        if (today.length == 0 || week.length < 2) {
            return false;
        }
        double mean = mean(week);
        double square = 0;
        for (double v : week) {
            square += (v - mean) * (v - mean) / (week.length - 1);
        }
        return mean(today) > mean + 3 * Math.sqrt(square / Math.min(today.length, DAY));
    }

    private static boolean lastWeek(StatementHistory h) {
        int n = h.calls().length;
        double[] today = perCall(h, n - DAY, n);
        double[] then = perCall(h, n - DAY - WEEK, n - WEEK);
        return today.length > 0 && then.length > 0 && Robust.median(today) > 1.5 * Robust.median(then);
    }

    private static boolean mannWhitney(StatementHistory h) {
        int n = h.calls().length;
        double[] today = perCall(h, n - DAY, n);
        double[] week = perCall(h, n - DAY - WEEK, n - DAY);
        return today.length > 3
                && week.length > 3
                && Robust.median(today) > 1.1 * Robust.median(week)
                && RankTest.mannWhitneyTwoSided(today, week) < .001;
    }

    private static double[] perCall(StatementHistory h, int from, int to) {
        double[] values = new double[to - from];
        int count = 0;
        for (int i = Math.max(0, from); i < to; i++) {
            double value = h.execMs()[i] / h.calls()[i];
            if (h.calls()[i] >= 1 && value > 0) {
                values[count++] = value;
            }
        }
        return java.util.Arrays.copyOf(values, count);
    }

    private static double mean(double[] values) {
        return java.util.Arrays.stream(values).average().orElse(Double.NaN);
    }

    static Regression bare(StatementHistory h) {
        return new Regression(
                h.statement(),
                Regression.MEAN_EXEC_TIME,
                h.start(),
                h.start(),
                h.start(),
                1,
                1,
                1,
                1,
                1,
                1,
                Regression.Kind.SHIFT,
                Regression.Cause.CPU_OR_WAITS,
                "",
                true,
                0,
                false);
    }
}
