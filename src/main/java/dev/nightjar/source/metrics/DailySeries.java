package dev.nightjar.source.metrics;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;

/**
 * A metric with one value per day, as forecasts want it; samples without times are days already.
 *
 * @param values one per day, NaN for a day without samples
 * @param lastDay day of the last value; empty when the file has no times
 */
@SuppressWarnings("ArrayRecordComponent") // numeric columns, shared and never changed
public record DailySeries(String name, double[] values, Optional<LocalDate> lastDay) {
    private static final long DAY_SECONDS = 86_400;
    /** A history longer than this many days is cut to its end. */
    private static final int MOST_DAYS = 2_000;

    /** A day seen in less than this share of the usual hours may have missed its lowest one. */
    private static final double NEARLY_WHOLE = .9;
    /** What is usual is told by so many days on both sides: samples may come more or less often than they once did. */
    private static final int NEARBY_DAYS = 7;

    private static final int HOUR_SECONDS = 3600;

    /** What stands for a day. */
    public enum Reduction {
        /** The usual level. */
        MEAN,
        /** What touches a limit. */
        PEAK,
        /** What is not given back; only of days that were seen nearly whole. */
        LOWEST
    }

    /** Reduces a series to days (UTC). */
    public static DailySeries of(MetricSeries series, Reduction reduction) {
        double[] values = series.values();
        if (series.seconds().length == 0) {
            int from = Math.max(0, values.length - MOST_DAYS);
            return new DailySeries(series.name(), Arrays.copyOfRange(values, from, values.length), Optional.empty());
        }
        long last = Math.floorDiv((long) series.seconds()[values.length - 1], DAY_SECONDS);
        long first = Math.max(last - MOST_DAYS + 1, Math.floorDiv((long) series.seconds()[0], DAY_SECONDS));
        double[] daily = new double[(int) (last - first + 1)];
        int[] count = new int[daily.length];
        int[] hours = new int[daily.length];
        long hourBefore = Long.MIN_VALUE;
        Arrays.fill(daily, Double.NaN);
        for (int i = 0; i < values.length; i++) {
            int day = (int) (Math.floorDiv((long) series.seconds()[i], DAY_SECONDS) - first);
            if (day >= 0 && Double.isFinite(values[i])) {
                long hour = Math.floorDiv((long) series.seconds()[i], HOUR_SECONDS);
                hours[day] += hour == hourBefore ? 0 : 1;
                hourBefore = hour;
                count[day]++;
                daily[day] = count[day] == 1
                        ? values[i]
                        : switch (reduction) {
                            case MEAN -> daily[day] + (values[i] - daily[day]) / count[day];
                            case PEAK -> Math.max(daily[day], values[i]);
                            case LOWEST -> Math.min(daily[day], values[i]);
                        };
            }
        }
        if (reduction == Reduction.LOWEST) {
            double[] lowest = daily.clone();
            Arrays.setAll(daily, day -> hours[day] >= NEARLY_WHOLE * usual(hours, day) ? lowest[day] : Double.NaN);
        }
        return new DailySeries(series.name(), daily, Optional.of(LocalDate.ofEpochDay(last)));
    }

    /** Median number of hours seen of the days around one. */
    private static int usual(int[] hours, int day) {
        int[] nearby = Arrays.stream(
                        hours, Math.max(0, day - NEARBY_DAYS), Math.min(hours.length, day + NEARBY_DAYS + 1))
                .filter(seen -> seen > 0)
                .sorted()
                .toArray();
        return nearby.length == 0 ? 0 : nearby[nearby.length / 2];
    }

    /** The date of a value; empty when the file has no times. */
    public Optional<LocalDate> day(int index) {
        return lastDay.map(last -> last.minusDays(values.length - 1L - index));
    }

    /** The date of a step ahead; empty when the file has no times. */
    public Optional<LocalDate> date(int stepAhead) {
        return lastDay.map(day -> day.atStartOfDay(ZoneOffset.UTC).toLocalDate().plusDays(stepAhead));
    }
}
