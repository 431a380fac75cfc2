package dev.nightjar.detect;

import dev.nightjar.stats.Distributions;
import dev.nightjar.stats.FalseDiscovery;
import dev.nightjar.stats.ProfiledFit;
import dev.nightjar.stats.Robust;
import dev.nightjar.stats.Trend;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds leaks in daily minima (memory after reclaim, connections at night, dead rows after vacuum): a Mann–Kendall trend at
 * p &lt; .001 with its variance corrected for autocorrelation, on values without weekday effect; the last fortnight must rise
 * too, and a month of the slope must matter. Assumes about one sample per day; a restart resets what is looked at.
 *
 * <p>A leak begins some day, and all that stood before hides it from a test of the whole history. So the ends of the history
 * are tested, each half as long again as the one before, at a level divided by their number (Bonferroni). What one step or a
 * resource that fills and settles explains better than a line is no leak. The p-value holds for errors that remember the day
 * before; of levels that wander for weeks, more are told than it says ({@code bench/detect-results.md} says how many).
 */
public final class LeakDetector {
    static final int LEAST_DAYS = 14;
    private static final double SIGNIFICANCE = .001;
    private static final double LEAST_GROWTH = .05;
    private static final int RECENT_DAYS = 14;
    /** The last fortnight rises at one side's 5 %. */
    private static final double RECENT_Z = 1.64;
    /** A resource that settles grows ever less; one that leaks does not fall below half of its mean rate for a fortnight. */
    private static final double RECENT_SHARE = .5;

    /** Share of the days before that it must stand above, bad samples left out. */
    private static final double HIGH_BEFORE = .97;
    /** Share of chance findings that is accepted among those told of many resources. */
    private static final double FALSE_SHARE = .05;

    /**
     * A resource that may leak.
     *
     * @param minima lowest value of each day, oldest first, NaN for days without samples
     * @param restartDay index of the first day after the last restart, 0 for none
     */
    @SuppressWarnings("ArrayRecordComponent") // a numeric column, shared and never changed
    public record Resource(double[] minima, int restartDay) {}

    /** Looks for leaks among many resources; what is told holds against chance over all of them (Benjamini–Hochberg). */
    public List<Optional<Leak>> detect(List<Resource> resources) {
        List<Optional<Leak>> each = resources.parallelStream()
                .map(resource -> detect(resource.minima, resource.restartDay))
                .toList();
        double[] q = FalseDiscovery.qValues(each.stream()
                .mapToDouble(leak -> leak.map(Leak::pValue).orElse(1.0))
                .toArray());
        return IntStream.range(0, q.length)
                .mapToObj(i -> each.get(i).filter(leak -> q[i] <= FALSE_SHARE))
                .toList();
    }

    /**
     * Looks for a leak.
     *
     * @param dailyMinima oldest first, NaN for days without samples
     * @param restartDay index of the first day after the last restart, 0 for none
     * @return empty when there is none, or too little history since the restart to tell
     */
    public Optional<Leak> detect(double[] dailyMinima, int restartDay) {
        int first = Math.min(Math.max(0, restartDay), dailyMinima.length);
        double[] since = Arrays.copyOfRange(dailyMinima, first, dailyMinima.length);
        Arrays.setAll(since, day -> Double.isFinite(since[day]) ? since[day] : Double.NaN);
        if (known(since, 0) < LEAST_DAYS || unchanging(since)) {
            return Optional.empty();
        }
        double[] whole = CleanSeries.of(since).deseasoned();
        double[] seen = new double[whole.length];
        Arrays.setAll(seen, day -> Double.isNaN(since[day]) ? Double.NaN : whole[day]);
        int[] lengths = lengths(whole.length);
        int longest = 0;
        double surest = 0;
        for (int length : lengths) {
            int from = whole.length - length;
            if (known(seen, from) < LEAST_DAYS) {
                continue;
            }
            double z = Trend.ofAutocorrelated(tail(seen, from)).z();
            longest = z > surest ? length : longest;
            surest = Math.max(surest, z);
        }
        if (!(surest > 0 && Distributions.normalTwoSided(surest) * lengths.length < SIGNIFICANCE)) {
            return Optional.empty();
        }
        // What stood before the end looked at may be the beginning of this, or another story.
        int from = Math.max(0, whole.length - 2 * longest);
        int began = from + beginning(tail(whole, from));
        double pValue = Distributions.normalTwoSided(surest) * lengths.length;
        return began >= from && known(seen, began) >= LEAST_DAYS && neverCameBack(whole, began)
                ? leak(tail(seen, began), first + began, pValue)
                : Optional.empty();
    }

    /** The day on which a level left for a line; far negative when one step explains it as well. */
    private static int beginning(double[] level) {
        int n = level.length;
        ProfiledFit line = ProfiledFit.best(level, days(0, n - LEAST_DAYS), day -> i -> Math.max(0, i - day), false);
        ProfiledFit step = ProfiledFit.best(level, days(1, n), day -> i -> i >= day ? 1 : 0, false);
        return line.squares() < step.squares() ? (int) line.parameter() : -n - 1;
    }

    private static double[] days(int from, int to) {
        return IntStream.range(from, Math.max(to, from + 1)).asDoubleStream().toArray();
    }

    /** Whether it stands above what it fell from before: otherwise it will be given back again. */
    private static boolean neverCameBack(double[] whole, int began) {
        int n = whole.length;
        return began < LEAST_DAYS
                || Robust.median(whole, n - 3, n) > Robust.quantile(Arrays.copyOf(whole, began), HIGH_BEFORE);
    }

    private static Optional<Leak> leak(double[] seen, int firstDay, double pValue) {
        Trend trend = Trend.ofAutocorrelated(seen);
        double[] last = tail(seen, seen.length - Math.max(RECENT_DAYS, seen.length / 3));
        Trend recent = Trend.of(last);
        double level = Math.abs(present(seen, trend.slope()));
        double growth = level > 0 ? 30 * trend.slope() / level : 0;
        boolean goesOn = recent.z() > RECENT_Z && recent.slope() > RECENT_SHARE * trend.slope();
        return trend.slope() > 0 && goesOn && growth >= LEAST_GROWTH
                ? Optional.of(new Leak(
                        firstDay, trend.slope(), trend.slopeLow(), trend.slopeHigh(), Math.min(1, pValue), growth))
                : Optional.empty();
    }

    /** The level that the trend has come to. */
    private static double present(double[] seen, double slope) {
        return Robust.median(IntStream.range(0, seen.length)
                .filter(day -> Double.isFinite(seen[day]))
                .mapToDouble(day -> seen[day] + slope * (seen.length - 1 - day))
                .toArray());
    }

    private static double[] tail(double[] values, int from) {
        return Arrays.copyOfRange(values, Math.max(0, from), values.length);
    }

    /** Ends of the history to test, in days: each half as long again as the one before, and all of it. */
    private static int[] lengths(int days) {
        return IntStream.concat(
                        IntStream.iterate(RECENT_DAYS * 3 / 2, length -> length < .8 * days, length -> length * 3 / 2),
                        IntStream.of(days))
                .toArray();
    }

    private static long known(double[] values, int from) {
        return Arrays.stream(values, from, values.length)
                .filter(Double::isFinite)
                .count();
    }

    private static boolean unchanging(double[] values) {
        return Arrays.stream(values)
                        .filter(Double::isFinite)
                        .distinct()
                        .limit(2)
                        .count()
                < 2;
    }
}
