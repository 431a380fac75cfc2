package dev.nightjar.demo;

import java.time.DayOfWeek;
import java.time.OffsetDateTime;

/**
 * An operation and how often it happens.
 *
 * @param perPeakHour times in the busiest simulated hour; other hours have their share of it
 */
record Activity(String name, Lane lane, double perPeakHour, When when, Operation operation) {
    /** At which hours. */
    enum When {
        ALWAYS,
        /** Between eight and eighteen o'clock on working days. */
        OFFICE;

        boolean covers(OffsetDateTime hour) {
            return this == ALWAYS
                    || (hour.getHour() >= 8
                            && hour.getHour() < 18
                            && hour.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0);
        }
    }
}
