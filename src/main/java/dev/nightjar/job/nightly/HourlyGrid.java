package dev.nightjar.job.nightly;

import dev.nightjar.model.Metric;
import dev.nightjar.model.Sample;
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

    /** Increments of one counter per hour: 0 in sampled hours in which nothing happened, NaN where nobody looked. */
    double[] sum(List<Sample> samples, Metric counter) {
        double[] values = empty();
        for (Sample sample : samples) {
            double value = sample.measures().get(counter);
            spread(sample.interval(), (hour, share) -> {
                // The first known part of an hour replaces "nobody looked"; an unknown counter stays unknown.
                values[hour] = (Double.isNaN(values[hour]) ? 0 : values[hour]) + value * share;
            });
        }
        return values;
    }

    private double[] empty() {
        double[] values = new double[hours];
        Arrays.setAll(values, hour -> sampled[hour] ? 0 : Double.NaN);
        return values;
    }

    private void spread(Window interval, Share share) {
        if (interval.duration().compareTo(LONGEST) > 0) {
            return;
        }
        double length = interval.duration().toMillis();
        long first = Math.floorDiv(Duration.between(start, interval.from()).toSeconds(), 3600L);
        long last = Math.floorDiv(Duration.between(start, interval.to()).toMillis() - 1, 3_600_000L);
        for (long hour = Math.max(0, first); hour <= last && hour < hours; hour++) {
            Instant from = start.plusSeconds(hour * 3600);
            Instant to = from.plus(STEP);
            Instant begin = interval.from().isAfter(from) ? interval.from() : from;
            Instant end = interval.to().isBefore(to) ? interval.to() : to;
            share.add((int) hour, Duration.between(begin, end).toMillis() / length);
        }
    }

    /** Takes the share of an interval that falls into an hour. */
    private interface Share {
        void add(int hour, double share);
    }
}
