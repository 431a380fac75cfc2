package dev.nightjar.job;

import dev.nightjar.model.Window;
import java.time.Instant;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * The calendar windows of a nightly job. A run's identity is its window, never the moment it fired: a late start, a
 * recovery on another machine and a second try by hand all mean the same night.
 *
 * @param length whole days, so that a night of 23 or 25 hours is still one night
 * @param endsAt wall time in the zone at which a window ends and the next begins
 */
record AnalysisWindow(ZoneId zone, Period length, LocalTime endsAt) {

    /** The latest window that was complete at a moment. */
    Window lastCompleteAt(Instant now) {
        ZonedDateTime local = now.atZone(zone);
        ZonedDateTime end = local.toLocalDate().atTime(endsAt).atZone(zone);
        if (end.isAfter(local)) {
            end = local.toLocalDate().minusDays(1).atTime(endsAt).atZone(zone);
        }
        return new Window(end.minus(length).toInstant(), end.toInstant());
    }
}
