package dev.nightjar.detect;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;

/**
 * What becomes of a resource that can run out.
 *
 * @param object what it is, as the report names it, e.g. {@code connections}
 * @param unit of the values, e.g. {@code bytes}; empty for a count
 * @param firstDay day of the first peak
 * @param peaks highest value of each day, NaN where unknown: a limit is touched by a peak
 * @param forecast of the peaks
 * @param leak set when its lowest value of each day only grows
 */
@SuppressWarnings("ArrayRecordComponent") // numeric columns, shared and never changed
public record CapacityOutlook(
        String object, String unit, LocalDate firstDay, double[] peaks, Forecast forecast, Optional<Leak> leak) {
    /** Name of what all databases take of the volume they lie on; its limit is the volume's size. */
    public static final String DISK = "disk space of all databases";

    /** How far a night's report looks ahead. */
    public static final int HORIZON_DAYS = 60;

    /**
     * Looks ahead.
     *
     * @param minima lowest value of each day, NaN where unknown
     * @param limit NaN for none
     * @param restartDay index of the first day after the last restart, 0 for none
     */
    public static CapacityOutlook of(
            String object,
            String unit,
            LocalDate firstDay,
            double[] peaks,
            double[] minima,
            double limit,
            int restartDay) {
        return new CapacityOutlook(
                object,
                unit,
                firstDay,
                peaks,
                new Forecaster().forecast(peaks, HORIZON_DAYS, limit),
                new LeakDetector().detect(minima, restartDay));
    }

    /** The last known peak; NaN when there is none. */
    public double latest() {
        double[] known = Arrays.stream(peaks).filter(Double::isFinite).toArray();
        return known.length == 0 ? Double.NaN : known[known.length - 1];
    }

    /** Day of a step ahead. */
    public LocalDate day(int stepAhead) {
        return firstDay.plusDays(peaks.length - 1L + stepAhead);
    }
}
