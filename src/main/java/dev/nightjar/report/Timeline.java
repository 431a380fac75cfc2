package dev.nightjar.report;

import dev.nightjar.model.Sample;
import dev.nightjar.model.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Equal steps of time into which samples of any length are sorted. */
record Timeline(Instant start, Duration step, int steps) {
    private static final List<Duration> STEPS = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(3),
            Duration.ofHours(6),
            Duration.ofDays(1));

    /** Over a window, with the shortest round step that gives no more than a number of steps. */
    static Timeline over(Window window, int most) {
        Duration step = STEPS.stream()
                .filter(candidate -> window.duration().toSeconds() <= candidate.toSeconds() * most)
                .findFirst()
                .orElse(Duration.ofSeconds(window.duration().toSeconds() / most + 1));
        long steps = -Math.floorDiv(-window.duration().toMillis(), step.toMillis());
        return new Timeline(window.from(), step, (int) Math.max(1, steps));
    }

    /** Whole days that end with a window; the first begins no later than the lookback. */
    static Timeline days(Window lookback) {
        long days = Math.max(1, -Math.floorDiv(-lookback.duration().toSeconds(), 86_400L));
        return new Timeline(lookback.to().minus(Duration.ofDays(days)), Duration.ofDays(1), (int) days);
    }

    Instant at(int index) {
        return start.plus(step.multipliedBy(index));
    }

    /** Which step a moment is in; negative or beyond the last when outside. */
    int indexOf(Instant moment) {
        return Math.toIntExact(Math.floorDiv(Duration.between(start, moment).toMillis(), step.toMillis()));
    }

    /** Adds each sample's increment to the steps it overlaps, in proportion; unknown increments are left out. */
    void spread(Iterable<Sample> samples, ToDoubleFunction<Sample> increment, double[] sums) {
        for (Sample sample : samples) {
            double value = increment.applyAsDouble(sample);
            if (Double.isNaN(value) || value == 0) {
                continue;
            }
            double length = sample.interval().duration().toMillis();
            int first = Math.max(0, indexOf(sample.interval().from()));
            int last = Math.min(steps - 1, indexOf(sample.interval().to().minusMillis(1)));
            for (int i = first; i <= last; i++) {
                sums[i] += value * overlapMillis(sample.interval(), i) / length;
            }
        }
    }

    /** Share of each step for which there are samples, 0–1. */
    double[] covered(List<Window> spans) {
        double[] share = new double[steps];
        for (Window span : spans) {
            int first = Math.max(0, indexOf(span.from()));
            int last = Math.min(steps - 1, indexOf(span.to().minusMillis(1)));
            for (int i = first; i <= last; i++) {
                share[i] += overlapMillis(span, i) / (double) step.toMillis();
            }
        }
        return share;
    }

    /** The last known level of each step; NaN where no sample ends. */
    List<Double> levels(Iterable<Sample> samples, ToDoubleFunction<Sample> level) {
        double[] values = new double[steps];
        java.util.Arrays.fill(values, Double.NaN);
        for (Sample sample : samples) {
            int index = indexOf(sample.interval().to().minusMillis(1));
            if (index >= 0 && index < steps) {
                values[index] = level.applyAsDouble(sample);
            }
        }
        return boxed(values);
    }

    static List<Double> boxed(double[] values) {
        List<Double> list = new ArrayList<>(values.length);
        for (double value : values) {
            list.add(value);
        }
        return List.copyOf(list);
    }

    private double overlapMillis(Window span, int index) {
        Instant from = at(index);
        Instant to = at(index + 1);
        Instant begin = span.from().isAfter(from) ? span.from() : from;
        Instant end = span.to().isBefore(to) ? span.to() : to;
        return Math.max(0, Duration.between(begin, end).toMillis());
    }
}
