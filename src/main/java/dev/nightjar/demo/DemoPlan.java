package dev.nightjar.demo;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;

/**
 * How large the demo is and which simulated time it plays.
 *
 * @param firstDay the simulated calendar begins there at midnight UTC
 * @param hours simulated hours to play
 * @param hourLength real time per simulated hour
 * @param deployHour the simulated hour at which the release with the regression goes live
 * @param parcels number of parcels; all other tables follow
 * @param seed of all randomness
 */
public record DemoPlan(LocalDate firstDay, int hours, Duration hourLength, int deployHour, int parcels, long seed) {

    /**
     * Two weeks in 84 seconds over 2.1 million rows. The release goes live on the ninth day at 10 o'clock.
     *
     * @param firstDay best a Wednesday: then the release is on a Thursday, and the last day a working day
     */
    public static DemoPlan twoWeeks(LocalDate firstDay) {
        return new DemoPlan(firstDay, 14 * 24, Duration.ofMillis(250), 8 * 24 + 10, 285_000, 20_260_301);
    }

    /** The latest Wednesday from which two weeks have passed. */
    public static LocalDate latestFirstDay(LocalDate today) {
        return today.minusWeeks(2).with(TemporalAdjusters.previousOrSame(DayOfWeek.WEDNESDAY));
    }

    public Instant start() {
        return firstDay.atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    public Instant end() {
        return start().plus(Duration.ofHours(hours));
    }

    public Instant deployedAt() {
        return start().plus(Duration.ofHours(deployHour));
    }

    /** The same with other real time per simulated hour. */
    public DemoPlan withHourLength(Duration length) {
        return new DemoPlan(firstDay, hours, length, deployHour, parcels, seed);
    }

    /** Simulated seconds per real second. */
    public double factor() {
        return 3_600_000.0 / hourLength.toMillis();
    }

    /** Real time that playing takes. */
    public Duration playingTime() {
        return hourLength.multipliedBy(hours);
    }

    int senders() {
        return Math.max(200, parcels / 12);
    }

    int depots() {
        return 40;
    }

    int routes() {
        return 400;
    }

    int drivers() {
        return 600;
    }

    int apiKeys() {
        return Math.max(100, parcels / 50);
    }

    int invoices() {
        return Math.max(500, parcels / 4);
    }

    int apiCalls() {
        return parcels * 3 / 4;
    }

    /** Stops of one route on one day. */
    int stopsPerRoute() {
        return 24;
    }

    /** Days before the simulated calendar for which there are parcels. */
    int daysOfHistory() {
        return 60;
    }
}
