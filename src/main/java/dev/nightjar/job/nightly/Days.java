package dev.nightjar.job.nightly;

import dev.nightjar.model.Metric;
import dev.nightjar.model.Sample;
import dev.nightjar.model.Window;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/** The days of a history in the job's zone, and what a level was on each of them. */
final class Days {
    private final LocalDate first;
    /** Where each day begins, and the last one ends: a night asks for the day of millions of samples. */
    private final long[] midnights;

    Days(Window history, ZoneId zone) {
        this.first = history.from().atZone(zone).toLocalDate();
        LocalDate last = history.to().minusMillis(1).atZone(zone).toLocalDate();
        this.midnights = first.datesUntil(last.plusDays(2))
                .mapToLong(day -> day.atStartOfDay(zone).toInstant().toEpochMilli())
                .toArray();
    }

    LocalDate first() {
        return first;
    }

    int count() {
        return midnights.length - 1;
    }

    /** Highest value of each day, NaN where nothing was seen. */
    double[] peaks(List<Sample> samples, Metric level) {
        return levels(samples, level, Math::max);
    }

    /** Lowest value of each day, NaN where nothing was seen. */
    double[] minima(List<Sample> samples, Metric level) {
        return levels(samples, level, Math::min);
    }

    /** The last day of a reset, 0 for none. */
    int lastReset(List<Sample> samples, Metric level) {
        int last = 0;
        for (Sample sample : samples) {
            int day = of(sample);
            if (sample.afterReset()
                    && day < count()
                    && Double.isFinite(sample.measures().get(level))) {
                last = Math.max(last, day);
            }
        }
        return last;
    }

    /** Index of the day in which a sample ends; outside of 0 to {@link #count()} for one of another time. */
    int of(Sample sample) {
        int at = Arrays.binarySearch(midnights, sample.interval().to().toEpochMilli() - 1);
        return at >= 0 ? at : -at - 2;
    }

    private double[] levels(List<Sample> samples, Metric level, DoubleBinaryOperator chosen) {
        double[] levels = nothing();
        for (Sample sample : samples) {
            double value = sample.measures().get(level);
            int day = of(sample);
            if (Double.isFinite(value) && day >= 0 && day < count()) {
                levels[day] = Double.isNaN(levels[day]) ? value : chosen.applyAsDouble(levels[day], value);
            }
        }
        return levels;
    }

    /** Nothing is known of any day. */
    double[] nothing() {
        double[] levels = new double[count()];
        Arrays.fill(levels, Double.NaN);
        return levels;
    }

    /** What is only written down when it changes stays as it was, for some days at most. */
    static double[] standing(double[] levels, int longest) {
        double[] standing = levels.clone();
        int since = 0;
        for (int day = 1; day < standing.length; day++) {
            since = Double.isNaN(levels[day]) ? since + 1 : 0;
            standing[day] = since > 0 && since <= longest ? standing[day - 1] : levels[day];
        }
        return standing;
    }

    /** Whether any of them is known. */
    static boolean anyKnown(double[] levels) {
        return Arrays.stream(levels).anyMatch(Double::isFinite);
    }
}
