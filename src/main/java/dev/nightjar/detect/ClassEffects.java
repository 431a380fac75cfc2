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

    /** Replaces {@code season} by the effects that {@code rest} shows. */
    static void fill(double[] rest, ClassMembers members, double[] season) {
        double overall = Robust.median(rest);
        double[] left = new double[rest.length];
        for (int i = 0; i < left.length; i++) {
            left[i] = rest[i] - overall;
        }
        Arrays.fill(season, 0);
        take(left, members.dayKinds(), HOURS_AS_ONE, season);
        take(left, members.hours(), 1, season);
        take(left, members.both(), 1, season);
    }

    /** Moves the shrunk median of every group from what is left into the season. */
    private static void take(double[] left, ClassMembers.Family family, double asOne, double[] season) {
        int m = left.length;
        int groups = family.groups();
        double[] sorted = new double[m];
        for (int i = 0; i < m; i++) {
            sorted[i] = left[family.inOrder()[i]];
        }
        double noise = Robust.sigmaAround(left, 0);
        noise *= noise * MEDIAN_VARIANCE * asOne;
        double[] effect = new double[groups];
        double square = 0;
        double expected = 0;
        int known = 0;
        for (int g = 0; g < groups; g++) {
            int n = family.end()[g] - family.begin(g);
            if (n > 0) {
                effect[g] = Robust.median(sorted, family.begin(g), family.end()[g]);
                square += effect[g] * effect[g];
                expected += noise / n;
                known++;
            }
        }
        double between = known == 0 ? 0 : Math.max(0, square - expected) / known;
        for (int g = 0; g < groups; g++) {
            int n = family.end()[g] - family.begin(g);
            effect[g] *= n == 0 || between == 0 ? 0 : between / (between + noise / n);
        }
        for (int i = 0; i < m; i++) {
            double own = effect[family.of()[i]];
            season[i] += own;
            left[i] -= own;
        }
    }
}
