package dev.nightjar.detect;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** The seasonal class of each step: hour of the local day, weekday or weekend. Daylight saving moves with the zone. */
final class HourClasses {
    static final int COUNT = 48;

    private final int[] byStep;

    private HourClasses(int[] byStep) {
        this.byStep = byStep;
    }

    static HourClasses of(Instant start, Duration step, int length, ZoneId zone) {
        int[] byStep = new int[length];
        for (int i = 0; i < length; i++) {
            ZonedDateTime local = start.plus(step.multipliedBy(i)).atZone(zone);
            boolean weekend = local.getDayOfWeek() == DayOfWeek.SATURDAY || local.getDayOfWeek() == DayOfWeek.SUNDAY;
            byStep[i] = local.getHour() + (weekend ? 24 : 0);
        }
        return new HourClasses(byStep);
    }

    int at(int step) {
        return byStep[step];
    }
}
