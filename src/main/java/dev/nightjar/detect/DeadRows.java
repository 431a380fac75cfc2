package dev.nightjar.detect;

import dev.nightjar.stats.FalseDiscovery;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Tables whose dead rows only grow although vacuum runs, or should: nothing removes them. Thousands of tables are looked at,
 * so besides each one's own test (see {@link LeakDetector}) the expected share of false findings among all tables with enough
 * history is held below 5 % (Benjamini and Hochberg 1995). A table too small to matter is not tested and counts as one that
 * does not leak, which errs on the side of silence. A level that wanders rises for weeks by chance, more often than the test's
 * correction for autocorrelation allows for: what only grows hardly ever falls. Of 3,000 made-up random walks of five weeks 8
 * are told, of 3,000 tables that are vacuumed every half day to month none.
 *
 * <p>Tables come one at a time; only those that leak are kept. Cost: the square of the days for each that is tested.
 */
public final class DeadRows {
    /** Days with a known minimum below which nothing is said of a table. */
    public static final int LEAST_DAYS = LeakDetector.LEAST_DAYS;

    private static final double FALSE_DISCOVERY_RATE = .05;
    /** Dead rows at the end that matter, and their share of the live ones (practitioner's judgement). */
    private static final double LEAST_ROWS = 10_000;

    private static final double LEAST_SHARE = .05;
    /** Largest fall on the way up, as a share of the whole rise: random walks mostly fall by more. */
    private static final double LARGEST_FALL = .1;
    /** Times the dead rows at which a vacuum starts by which it should have come (as PG-VAC-LAG). */
    private static final double OVERDUE = 2;
    /** Minima of a table that was dropped end days ago, those of one for office hours before a long weekend. */
    private static final int LONGEST_SILENCE_DAYS = 4;

    private final LeakDetector detector = new LeakDetector();
    private final List<Table> leaking = new ArrayList<>();
    private int longEnough;
    private boolean anyChanged;
    private boolean anyChangedLongAgo;

    /**
     * A table that leaks.
     *
     * @param key {@code database/schema.table}
     * @param since day on which they began to grow
     */
    public record Table(String key, double deadRows, double liveRows, double vacuums, LocalDate since, Leak leak) {}

    /**
     * What was found.
     *
     * @param leaking the most dead rows first
     * @param longEnough tables with enough history
     * @param tooYoung whether there is none only because nothing is known of any day longer ago
     * @param heldHorizon transactions since the oldest snapshot, the least of the last day; NaN for not known
     */
    public record Found(List<Table> leaking, int longEnough, boolean tooYoung, double heldHorizon) {
        public Found {
            leaking = List.copyOf(leaking);
        }
    }

    /**
     * Looks at one table.
     *
     * @param minima lowest number of dead rows of each day, oldest first, NaN for days on which nothing happened
     * @param firstDay day of the first minimum
     * @param vacuums that finished, by anyone, in the last fortnight
     * @param due dead rows at which a vacuum should start
     */
    public void add(
            String key,
            double[] minima,
            LocalDate firstDay,
            double deadRows,
            double liveRows,
            double vacuums,
            double due) {
        anyChanged |= isKnown(minima, 0, minima.length);
        anyChangedLongAgo |= isKnown(minima, 0, minima.length - LEAST_DAYS);
        if (Arrays.stream(minima).filter(Double::isFinite).count() < LEAST_DAYS) {
            return;
        }
        longEnough++;
        boolean matters = deadRows >= LEAST_ROWS && deadRows >= LEAST_SHARE * liveRows;
        // One vacuum may have come before what it could not remove.
        boolean swept = vacuums >= 2 || deadRows > OVERDUE * due;
        if (matters && swept && isSeenUntilTheEnd(minima) && onlyGrows(minima)) {
            detector.detect(minima, 0)
                    .map(leak -> new Table(key, deadRows, liveRows, vacuums, firstDay.plusDays(leak.firstDay()), leak))
                    .ifPresent(leaking::add);
        }
    }

    private static boolean isSeenUntilTheEnd(double[] minima) {
        return isKnown(minima, minima.length - LONGEST_SILENCE_DAYS, minima.length);
    }

    private static boolean isKnown(double[] minima, int from, int to) {
        return Arrays.stream(minima, Math.max(0, from), Math.max(0, to)).anyMatch(Double::isFinite);
    }

    /** Whether it hardly ever falls from its lowest day on. */
    private static boolean onlyGrows(double[] minima) {
        int from = lowest(minima);
        double highest = minima[from];
        double fall = 0;
        for (int day = from; day < minima.length; day++) {
            if (Double.isFinite(minima[day])) {
                highest = Math.max(highest, minima[day]);
                fall = Math.max(fall, highest - minima[day]);
            }
        }
        return fall <= LARGEST_FALL * (highest - minima[from]);
    }

    private static int lowest(double[] minima) {
        int lowest = -1;
        for (int day = 0; day < minima.length; day++) {
            if (Double.isFinite(minima[day]) && (lowest < 0 || minima[day] < minima[lowest])) {
                lowest = day;
            }
        }
        return lowest;
    }

    /**
     * The tables that leak, of all that were added.
     *
     * @param heldHorizon see {@link Found}
     */
    public Found found(double heldHorizon) {
        double[] p = new double[longEnough];
        Arrays.fill(p, 1);
        for (int i = 0; i < leaking.size(); i++) {
            p[i] = leaking.get(i).leak().pValue();
        }
        double[] q = FalseDiscovery.qValues(p);
        List<Table> sure = new ArrayList<>();
        for (int i = 0; i < leaking.size(); i++) {
            if (q[i] <= FALSE_DISCOVERY_RATE) {
                sure.add(leaking.get(i));
            }
        }
        sure.sort(Comparator.comparingDouble(Table::deadRows).reversed().thenComparing(Table::key));
        return new Found(sure, longEnough, longEnough == 0 && anyChanged && !anyChangedLongAgo, heldHorizon);
    }
}
