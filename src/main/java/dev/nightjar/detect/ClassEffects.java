package dev.nightjar.detect;

import dev.nightjar.stats.Robust;
import java.util.Arrays;

/**
 * The seasonal effect of each hour class: median of the hour over all days, plus what the weekend or the weekday differs from
 * it, both shrunk towards no effect by n ÷ (n + 3), so that a class seen twice says little.
 */
final class ClassEffects {
    /** Pseudo-samples that pull a class towards no effect. */
    private static final double SHRINKAGE = 3;

    private ClassEffects() {}

    static void fill(double[] rest, Signal signal, HourClasses classes, double[] season) {
        int m = rest.length;
        int[] count = new int[HourClasses.COUNT];
        for (int i = 0; i < m; i++) {
            count[classes.at(signal.at()[i])]++;
        }
        double[][] members = new double[HourClasses.COUNT][];
        for (int c = 0; c < HourClasses.COUNT; c++) {
            members[c] = new double[count[c]];
        }
        int[] next = new int[HourClasses.COUNT];
        for (int i = 0; i < m; i++) {
            int c = classes.at(signal.at()[i]);
            members[c][next[c]++] = rest[i];
        }
        double overall = Robust.median(rest);
        double[] hour = new double[24];
        double[] effect = new double[HourClasses.COUNT];
        for (int h = 0; h < 24; h++) {
            double[] both = Arrays.copyOf(members[h], count[h] + count[h + 24]);
            System.arraycopy(members[h + 24], 0, both, count[h], count[h + 24]);
            hour[h] = shrunk(both, overall, SHRINKAGE);
        }
        for (int c = 0; c < HourClasses.COUNT; c++) {
            effect[c] = hour[c % 24] + shrunk(members[c], overall + hour[c % 24], SHRINKAGE);
        }
        for (int i = 0; i < m; i++) {
            season[i] = effect[classes.at(signal.at()[i])];
        }
    }

    private static double shrunk(double[] members, double centre, double pull) {
        return members.length == 0 ? 0 : (Robust.median(members) - centre) * members.length / (members.length + pull);
    }
}
