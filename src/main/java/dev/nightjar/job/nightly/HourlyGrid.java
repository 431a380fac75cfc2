package dev.nightjar.job.nightly;

import dev.nightjar.model.Metric;
import dev.nightjar.model.Sample;
import dev.nightjar.model.SampleColumns;
import dev.nightjar.model.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Puts samples of any interval onto equal hours. An interval is spread over the hours it covers; one longer than four
 * hours is a gap whose course nobody knows, and is left out (regression-detection practice: short gaps are shared out,
 * long ones dropped).
 */
final class HourlyGrid {
    static final Duration STEP = Duration.ofHours(1);

    private static final long HOUR_MS = STEP.toMillis();
    private static final Duration LONGEST = Duration.ofHours(4);

    private final Instant start;
    private final int hours;
    private final boolean[] sampled;

    /** @param visits intervals for which there are samples */
    HourlyGrid(Window window, List<Window> visits) {
        this.start = Instant.ofEpochSecond(Math.floorDiv(window.from().getEpochSecond(), 3600) * 3600);
        this.hours = (int) Math.max(1, (Duration.between(start, window.to()).toSeconds() + 3599) / 3600);
        this.sampled = new boolean[hours];
        for (Window visit : visits) {
            spread(visit, (hour, share) -> sampled[hour] = true);
        }
    }

    Instant start() {
        return start;
    }

    int hours() {
        return hours;
    }

    /** Number of the hour that a moment is in; the first or last one of the grid for a moment beyond. */
    int hour(Instant moment) {
        long hour = Math.floorDiv(moment.toEpochMilli() - start.toEpochMilli(), HOUR_MS);
        return (int) Math.max(0, Math.min(hours - 1, hour));
    }

    /** Increments of one counter per hour: 0 in sampled hours in which nothing happened, NaN where nobody looked. */
    double[] sum(List<Sample> samples, Metric counter) {
        double[] sum = empty();
        for (Sample sample : samples) {
            double value = sample.measures().get(counter);
            spread(sample.interval(), (hour, share) -> sum[hour] = plus(sum[hour], value * share));
        }
        return sum;
    }

    /** The same of several sums of counters, in one go. */
    double[][] sums(SampleColumns samples, List<? extends List<? extends Metric>> counters) {
        double[][] sums = new double[counters.size()][];
        Arrays.setAll(sums, each -> empty());
        double[] values = new double[sums.length];
        for (int i = 0; i < samples.size(); i++) {
            for (int each = 0; each < values.length; each++) {
                values[each] = 0;
                for (Metric counter : counters.get(each)) {
                    values[each] += samples.value(counter, i);
                }
            }
            spread(samples.interval(i), (hour, share) -> {
                for (int each = 0; each < values.length; each++) {
                    sums[each][hour] = plus(sums[each][hour], values[each] * share);
                }
            });
        }
        return sums;
    }

    /** The share of each hour that samples tell of, 0 to 1. */
    double[] covered(List<Sample> samples) {
        double[] covered = new double[hours];
        for (Sample sample : samples) {
            double length = sample.interval().duration().toMillis() / (double) HOUR_MS;
            spread(sample.interval(), (hour, share) -> covered[hour] = Math.min(1, covered[hour] + share * length));
        }
        return covered;
    }

    /** A level at the end of each hour: what was seen last, NaN before anything was. */
    double[] levels(List<Sample> samples, Metric level) {
        double[] levels = new double[hours];
        Arrays.fill(levels, Double.NaN);
        for (Sample sample : samples) {
            long hour = Math.floorDiv(sample.interval().to().toEpochMilli() - 1 - start.toEpochMilli(), HOUR_MS);
            double value = sample.measures().get(level);
            if (hour >= 0 && hour < hours && Double.isFinite(value)) {
                levels[(int) hour] = value;
            }
        }
        for (int hour = 1; hour < hours; hour++) {
            levels[hour] = Double.isNaN(levels[hour]) ? levels[hour - 1] : levels[hour];
        }
        return levels;
    }

    /** A known part of an hour replaces "nobody looked"; an unknown part makes the sum unknown. */
    static double plus(double sum, double part) {
        return (Double.isNaN(sum) ? 0 : sum) + part;
    }

    /** Adds what another part of a subject did: an hour in which the counter of one part is unknown stays unknown. */
    double joined(int hour, double sum, double part) {
        return sampled[hour] && Double.isNaN(sum) ? sum : plus(sum, part);
    }

    /** Before anything is added: 0 in sampled hours, NaN where nobody looked. */
    double[] empty() {
        double[] values = new double[hours];
        Arrays.setAll(values, hour -> sampled[hour] ? 0 : Double.NaN);
        return values;
    }

    private void spread(Window interval, Share share) {
        if (interval.duration().compareTo(LONGEST) > 0) {
            return;
        }
        long origin = start.toEpochMilli();
        long from = interval.from().toEpochMilli() - origin;
        long to = interval.to().toEpochMilli() - origin;
        long last = Math.floorDiv(to - 1, HOUR_MS);
        for (long hour = Math.max(0, Math.floorDiv(from, HOUR_MS)); hour <= last && hour < hours; hour++) {
            long begin = Math.max(from, hour * HOUR_MS);
            long end = Math.min(to, (hour + 1) * HOUR_MS);
            share.add((int) hour, (end - begin) / (double) (to - from));
        }
    }

    /** Takes the share of an interval that falls into an hour. */
    private interface Share {
        void add(int hour, double share);
    }
}
