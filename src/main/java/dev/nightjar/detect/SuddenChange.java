package dev.nightjar.detect;

import dev.nightjar.stats.Robust;
import java.util.ArrayList;
import java.util.List;

/**
 * A change of a daily level from one day to the next that is far beyond the usual daily differences and lasted.
 *
 * @param day the first day after it
 * @param size by which the level changed beyond the usual growth of a day
 */
record SuddenChange(int day, double size) {
    /** Share of a change that the next day must still show: a bad sample goes back. */
    private static final double LASTING = .5;

    /**
     * All of a series without holes, in order; one that a filled hole spreads over two days counts once.
     *
     * @param deviations robust standard deviations of the daily differences that make a change sudden
     */
    static List<SuddenChange> in(double[] values, double deviations) {
        int n = values.length;
        double[] differences = new double[n - 1];
        for (int i = 1; i < n; i++) {
            differences[i - 1] = values[i] - values[i - 1];
        }
        double usual = Robust.median(differences);
        double bound = deviations * Robust.sigmaAround(differences, usual);
        List<SuddenChange> changes = new ArrayList<>();
        for (int i = 1; i < n - 1; i++) {
            double size = differences[i - 1] - usual;
            double next = differences[i] - usual;
            if (!(Math.abs(size) > bound) || (size + next) * Math.signum(size) < LASTING * Math.abs(size)) {
                continue;
            }
            boolean spread = Math.abs(next) > bound && next * size > 0;
            boolean goesBack =
                    i > 1 && (size + differences[i - 2] - usual) * Math.signum(size) < LASTING * Math.abs(size);
            if (!goesBack) {
                changes.add(new SuddenChange(i, spread ? size + next : size));
            }
            i += spread ? 1 : 0;
        }
        return changes;
    }

    /** Those in the direction in which most was changed. */
    static List<SuddenChange> mainly(List<SuddenChange> changes) {
        double up = changes.stream().mapToDouble(c -> Math.max(0, c.size)).sum();
        double down = changes.stream().mapToDouble(c -> Math.max(0, -c.size)).sum();
        return changes.stream().filter(c -> c.size > 0 == up > down).toList();
    }
}
