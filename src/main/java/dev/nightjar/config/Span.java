package dev.nightjar.config;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;

/**
 * A length of time in calendar days and hours, so that a day with a change of clocks stays one day.
 *
 * @param period years, months and days
 * @param time hours and less, below a day or instead of days
 */
public record Span(Period period, Duration time) {

    /** Reads ISO 8601, e.g. {@code P1D}, {@code PT6H}, {@code P1DT12H}. */
    public static Span parse(String text) {
        int t = text.indexOf('T');
        Period period = t == 1 ? Period.ZERO : Period.parse(t < 0 ? text : text.substring(0, t));
        Duration time = t < 0 ? Duration.ZERO : Duration.parse("P" + text.substring(t));
        Span span = new Span(period, time);
        if (period.isNegative() || time.isNegative() || (period.isZero() && time.isZero())) {
            throw new IllegalArgumentException("not a positive span of time: " + text);
        }
        return span;
    }

    /** The moment this much earlier, by the calendar of a zone. */
    public Instant before(Instant end, ZoneId zone) {
        return end.atZone(zone).minus(period).toInstant().minus(time);
    }
}
