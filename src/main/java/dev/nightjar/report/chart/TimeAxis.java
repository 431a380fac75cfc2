package dev.nightjar.report.chart;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Round times of day, or days, between two moments. */
record TimeAxis(Instant from, Instant to, ZoneId zone) {
    private static final int MOST_TICKS = 9;
    private static final int[] MINUTES = {1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 720, 1440, 2880, 10080, 40320};
    private static final int DAY = 1440;

    /** Where a moment is, 0 at the beginning and 1 at the end. */
    double position(Instant moment) {
        return Duration.between(from, moment).toMillis()
                / (double) Math.max(1, Duration.between(from, to).toMillis());
    }

    List<Tick> ticks() {
        long length = Duration.between(from, to).toMinutes();
        int step = MINUTES[MINUTES.length - 1];
        for (int i = MINUTES.length - 1; i >= 0 && length / MINUTES[i] < MOST_TICKS; i--) {
            step = MINUTES[i];
        }
        DateTimeFormatter format = DateTimeFormatter.ofPattern(
                step >= DAY ? "d MMM" : length > DAY ? "d MMM HH:mm" : "HH:mm", Locale.ENGLISH);
        List<Tick> ticks = new ArrayList<>();
        ZonedDateTime at = from.atZone(zone).truncatedTo(ChronoUnit.DAYS);
        while (!at.toInstant().isAfter(to)) {
            if (!at.toInstant().isBefore(from)) {
                ticks.add(new Tick(at.toInstant(), at.format(format)));
            }
            at = step >= DAY ? at.plusDays(step / DAY) : at.plusMinutes(step);
        }
        return ticks;
    }

    /** A labelled moment. */
    record Tick(Instant at, String label) {}
}
