package dev.nightjar.detect;

import dev.nightjar.stats.Robust;
import java.util.Arrays;

/**
 * The seasonal effect of each hour class: kind of day + hour of the day + what the two together differ from that, each the
 * median of what the ones before leave. Medians keep a holiday or an incident from bending them. Each family is shrunk by
 * τ² ÷ (τ² + σ² · π ÷ 2 ÷ n), τ² the variance between its effects beyond what noise makes, so that a season is learned only
 * as far as the history supports it (empirical Bayes; Efron and Morris 1975).
 */
final class ClassEffects {
    /** Variance of a median of normal samples relative to their mean. */
    private static final double MEDIAN_VARIANCE = Math.PI / 2;
    /** Neighbouring hours of a day are not independent: so many samples count as one in the effect of a kind of day. */
    private static final double HOURS_AS_ONE = 4;

    private ClassEffects() {}

    static void fill(double[] rest, Signal signal, HourClasses classes, double[] season) {
        int m = rest.length;
        double overall = Robust.median(rest);
        double[] left = new double[m];
        int[] group = new int[m];
        for (int i = 0; i < m; i++) {
            left[i] = rest[i] - overall;
            group[i] = classes.at(signal.at()[i]) / HourClasses.HOURS;
        }
        Arrays.fill(season, 0);
        take(left, group, classes.dayKinds(), HOURS_AS_ONE, season);
        for (int i = 0; i < m; i++) {
            group[i] = classes.at(signal.at()[i]) % HourClasses.HOURS;
        }
        take(left, group, HourClasses.HOURS, 1, season);
        for (int i = 0; i < m; i++) {
            group[i] = classes.at(signal.at()[i]);
        }
        take(left, group, classes.count(), 1, season);
    }

    /** Moves the shrunk median of every group from what is left into the season. */
    private static void take(double[] left, int[] group, int groups, double asOne, double[] season) {
        int m = left.length;
        int[] end = new int[groups + 1];
        for (int g : group) {
            end[g + 1]++;
        }
        for (int g = 0; g < groups; g++) {
            end[g + 1] += end[g];
        }
        double[] members = new double[m];
        int[] next = end.clone();
        for (int i = 0; i < m; i++) {
            members[next[group[i]]++] = left[i];
        }
        double noise = Robust.sigmaAround(left, 0);
        noise *= noise * MEDIAN_VARIANCE * asOne;
        double[] effect = new double[groups];
        double square = 0;
        double expected = 0;
        int known = 0;
        for (int g = 0; g < groups; g++) {
            int n = end[g + 1] - end[g];
            if (n > 0) {
                effect[g] = Robust.median(members, end[g], end[g + 1]);
                square += effect[g] * effect[g];
                expected += noise / n;
                known++;
            }
        }
        double between = known == 0 ? 0 : Math.max(0, square - expected) / known;
        for (int g = 0; g < groups; g++) {
            int n = end[g + 1] - end[g];
            effect[g] *= n == 0 || between == 0 ? 0 : between / (between + noise / n);
        }
        for (int i = 0; i < m; i++) {
            season[i] += effect[group[i]];
            left[i] -= effect[group[i]];
        }
    }
}
