package dev.nightjar.demo;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** How busy the service is: quiet nights, a peak around noon, weekends at 40 % of a working day. */
final class Rhythm {
    private static final double[] BY_HOUR = {
        .16, .14, .12, .12, .14, .20, .34, .55, .78, .92, .98, 1.0,
        .96, .95, .97, .94, .88, .80, .66, .52, .42, .34, .26, .20
    };

    private static final double WEEKEND = .4;

    private Rhythm() {}

    /** Share of the weekly peak, 0–1. */
    static double at(Instant hour) {
        OffsetDateTime time = hour.atOffset(ZoneOffset.UTC);
        boolean weekend = time.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
        return BY_HOUR[time.getHour()] * (weekend ? WEEKEND : 1);
    }
}
