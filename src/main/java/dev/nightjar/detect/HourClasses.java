package dev.nightjar.detect;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * The seasonal class of each step: hour of the local day on a kind of day. Days are told apart as weekday or weekend, and
 * each weekday by itself from six weeks of history on. Daylight saving moves with the zone.
 */
final class HourClasses {
    static final int HOURS = 24;
    /** Fewer weeks show a weekday too seldom to know its hours. */
    private static final int DAYS_FOR_WEEKDAYS = 42;

    private final int[] byStep;
    private final int dayKinds;
    private final ClassMembers complete;

    private HourClasses(int[] byStep, int dayKinds) {
        this.byStep = byStep;
        this.dayKinds = dayKinds;
        this.complete = ClassMembers.of(byStep, dayKinds);
    }

    static HourClasses of(Instant start, Duration step, int length, ZoneId zone) {
        int[] byStep = new int[length];
        boolean each = step.multipliedBy(length).toDays() >= DAYS_FOR_WEEKDAYS;
        for (int i = 0; i < length; i++) {
            ZonedDateTime local = start.plus(step.multipliedBy(i)).atZone(zone);
            DayOfWeek day = local.getDayOfWeek();
            int kind = each ? day.getValue() - 1 : day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY ? 1 : 0;
            byStep[i] = local.getHour() + HOURS * kind;
        }
        return new HourClasses(byStep, each ? 7 : 2);
    }

    /** Hour of the day + 24 × kind of day. */
    int at(int step) {
        return byStep[step];
    }

    /** The samples of each class; of a statement that ran in every step, the same for all such statements. */
    ClassMembers members(Signal signal) {
        if (signal.size() == byStep.length) {
            return complete;
        }
        int[] classes = new int[signal.size()];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = byStep[signal.at()[i]];
        }
        return ClassMembers.of(classes, dayKinds);
    }

    int count() {
        return HOURS * dayKinds;
    }
}
