package dev.nightjar.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Equidistant values with what was expected of them; NaN where nothing is known.
 *
 * @param start beginning of the first interval
 * @param unit e.g. {@code ms}
 * @param expected may be empty when there is no expectation; otherwise as long as {@code actual}
 * @param low lower end of what is usual, likewise
 * @param high upper end of what is usual, likewise
 */
public record Trend(
        Instant start,
        Duration step,
        String unit,
        List<Double> actual,
        List<Double> expected,
        List<Double> low,
        List<Double> high) {

    public Trend {
        actual = List.copyOf(actual);
        expected = List.copyOf(expected);
        low = List.copyOf(low);
        high = List.copyOf(high);
    }

    public static Trend of(Instant start, Duration step, String unit, List<Double> actual) {
        return new Trend(start, step, unit, actual, List.of(), List.of(), List.of());
    }

    public Instant end() {
        return at(actual.size());
    }

    /** Beginning of an interval. */
    public Instant at(int index) {
        return start.plus(step.multipliedBy(index));
    }
}
