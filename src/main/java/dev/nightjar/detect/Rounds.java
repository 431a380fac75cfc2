package dev.nightjar.detect;

import dev.nightjar.stats.Robust;
import dev.nightjar.stats.WeightedRegression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A rhythm of sudden changes: loads, clean-ups or freezes that come round again, every so many days, whole or not.
 *
 * <p>Assumes that one direction of the sudden changes has a rhythm, and growth in a line between them. The days of the changes
 * are fitted by a line in the number of the round (least squares); a round begins on the first day at or after its time. Cost:
 * linear in days.
 *
 * @param first time at which round 0 begins, half a day before its usual day
 * @param days length of a round
 * @param size mean of the sudden changes
 * @param growth mean of the daily differences in between
 */
record Rounds(double first, double days, double size, double growth) {
    /** A week is a matter of weekdays. */
    private static final double SHORTEST = 8;

    /** Deviations of a change; those of noise have no rhythm. */
    private static final double SUDDEN = 4.5;

    private static final int LEAST_CHANGES = 3;
    /** Days by which a change may miss the rhythm, one of which is that days are whole. */
    private static final double TOLERANCE = 1.3;
    /** Share of the rounds whose change must be seen, and of the changes that must keep the rhythm. */
    private static final double KEPT = .8;
    /** The smallest change of a rhythm is at least this share of the usual one. */
    private static final double ALIKE = .35;

    /** The rhythm of the sudden changes of a series without holes; empty when they have none, or it ended. */
    static Optional<Rounds> of(double[] values) {
        List<SuddenChange> changes = SuddenChange.mainly(SuddenChange.in(values, SUDDEN));
        if (changes.size() < LEAST_CHANGES) {
            return Optional.empty();
        }
        double usual = Robust.median(
                changes.stream().mapToDouble(c -> Math.abs(c.size())).toArray());
        List<SuddenChange> alike =
                changes.stream().filter(c -> Math.abs(c.size()) > ALIKE * usual).toList();
        double[] gaps = new double[alike.size() - 1];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = alike.get(i + 1).day() - alike.get(i).day();
        }
        double gap = Robust.median(gaps);
        if (gaps.length < LEAST_CHANGES - 1 || gap < SHORTEST) {
            return Optional.empty();
        }
        return rhythm(values, alike, gap);
    }

    private static Optional<Rounds> rhythm(double[] values, List<SuddenChange> changes, double gap) {
        int n = changes.size();
        int[] round = new int[n];
        for (int i = 1; i < n; i++) {
            round[i] = round[i - 1]
                    + (int) Math.round(
                            (changes.get(i).day() - changes.get(i - 1).day()) / gap);
        }
        double meanRound = 0;
        double meanDay = 0;
        for (int i = 0; i < n; i++) {
            meanRound += round[i] / (double) n;
            meanDay += changes.get(i).day() / (double) n;
        }
        double squares = 0;
        double products = 0;
        for (int i = 0; i < n; i++) {
            squares += (round[i] - meanRound) * (round[i] - meanRound);
            products += (round[i] - meanRound) * (changes.get(i).day() - meanDay);
        }
        double days = products / Math.max(1, squares);
        double start = meanDay - days * meanRound;
        List<SuddenChange> kept = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            if (Math.abs(changes.get(i).day() - start - days * round[i]) <= TOLERANCE) {
                kept.add(changes.get(i));
            }
        }
        boolean steady = kept.size() >= LEAST_CHANGES && kept.size() >= KEPT * Math.max(n, round[n - 1] + 1);
        boolean goesOn = values.length - changes.get(n - 1).day() <= days + TOLERANCE;
        if (!steady || !goesOn || days < SHORTEST) {
            return Optional.empty();
        }
        double changed = kept.stream().mapToDouble(SuddenChange::size).sum();
        double growth = (values[values.length - 1] - values[0] - changed) / (values.length - 1.0);
        return Optional.of(new Rounds(start - .5, days, changed / kept.size(), growth));
    }

    /** Number of the round of a day; the first that is known begins with 0. */
    int round(int day) {
        return (int) Math.floor((day - first) / days);
    }

    /** Share of the round that has passed. */
    double passed(int day) {
        return (day - first) / days - round(day);
    }

    /** Whether a sudden change falls on a day. */
    boolean turnsOn(int day) {
        return round(day) > round(day - 1);
    }

    /** Goes on from the last value with the usual growth and the usual sudden changes. */
    double[] onward(double[] values, int horizon) {
        int n = values.length;
        double level = values[n - 1];
        double[] path = new double[horizon];
        for (int h = 0; h < horizon; h++) {
            level += growth + (turnsOn(n + h) ? size : 0);
            path[h] = level;
        }
        return path;
    }

    /**
     * Goes on as a round that starts anew each time: level and growth of the rounds follow lines of their own, fitted to all
     * days by least squares.
     */
    double[] anew(double[] values, int horizon) {
        int n = values.length;
        double[][] columns = columns(0, n);
        double[] weights = new double[n];
        Arrays.fill(weights, 1);
        WeightedRegression fit = WeightedRegression.fit(columns, values, weights, 0);
        double[][] ahead = columns(n, horizon);
        double[] path = new double[horizon];
        Arrays.fill(path, fit.intercept());
        for (int k = 0; k < ahead.length; k++) {
            for (int h = 0; h < horizon; h++) {
                path[h] += fit.coefficients()[k] * ahead[k][h];
            }
        }
        return path;
    }

    private double[][] columns(int from, int length) {
        double[][] columns = new double[3][length];
        for (int i = 0; i < length; i++) {
            columns[0][i] = passed(from + i);
            columns[1][i] = round(from + i);
            columns[2][i] = columns[0][i] * columns[1][i];
        }
        return columns;
    }
}
