package dev.nightjar.config;

import dev.nightjar.model.Window;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * When a report is made and which span it is about.
 *
 * @param schedule Quartz cron expression in the job's zone; empty when only started on demand
 * @param window length of the span that the report is about
 * @param endsAt wall-clock time at which that span ends
 * @param lookback what workload and habits are judged by; ends with the window
 */
public record Nightly(Optional<String> schedule, Span window, LocalTime endsAt, Span lookback) {

    /** The last window that has ended by a moment. */
    public Window windowBefore(Instant moment, ZoneId zone) {
        ZonedDateTime local = moment.atZone(zone);
        ZonedDateTime end = local.toLocalDate().atTime(endsAt).atZone(zone);
        if (end.toInstant().isAfter(moment)) {
            end = local.toLocalDate().minusDays(1).atTime(endsAt).atZone(zone);
        }
        return new Window(window.before(end.toInstant(), zone), end.toInstant());
    }

    /** The lookback that belongs to a window; never shorter than the window. */
    public Window lookback(Window of, ZoneId zone) {
        Instant from = lookback.before(of.to(), zone);
        return new Window(from.isBefore(of.from()) ? from : of.from(), of.to());
    }
}
