package dev.nightjar.report.html;

import dev.nightjar.model.Estimate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How figures are written: three digits that matter, a unit, and a dash for what is unknown. */
public final class Figures {
    static final String UNKNOWN = "–";
    private static final String[] SIZES = {"B", "kB", "MB", "GB", "TB", "PB"};
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ENGLISH);

    private final ZoneId zone;

    public Figures(ZoneId zone) {
        this.zone = zone;
    }

    public ZoneId zone() {
        return zone;
    }

    /** Date and time of day, in the report's zone. */
    public String time(Instant moment) {
        return moment.atZone(zone).format(MINUTE);
    }

    public String day(Instant moment) {
        return moment.atZone(zone).format(DAY);
    }

    /** Three digits that matter, thousands separated: {@code 0.042}, {@code 3.14}, {@code 12,345}. */
    public static String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return UNKNOWN;
        }
        double size = Math.abs(value);
        if (value == Math.rint(value) || size >= 1000) {
            return String.format(Locale.ROOT, "%,d", Math.round(value));
        }
        int decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 2 : size >= 0.01 ? 3 : 4;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    /** A count that is long when written out: {@code 1.24 million}. */
    public static String count(double value) {
        if (value >= 1e9) {
            return number(value / 1e9) + " billion";
        }
        return value >= 1e6 ? number(value / 1e6) + " million" : number(Math.rint(value));
    }

    public static String count(long value) {
        return count((double) value);
    }

    public static String micros(double micros) {
        return micros < 1000 ? number(micros) + " µs" : millis(micros / 1000);
    }

    public static String millis(double millis) {
        double size = Math.abs(millis);
        if (Double.isNaN(millis)) {
            return UNKNOWN;
        }
        return size < 1000 ? number(millis) + " ms" : seconds(millis / 1000);
    }

    /** {@code 4.2 s}, {@code 3 min 05 s}, {@code 17 h 12 min}. */
    public static String seconds(double seconds) {
        if (Double.isNaN(seconds) || Double.isInfinite(seconds)) {
            return UNKNOWN;
        }
        if (seconds < 0) {
            return "−" + seconds(-seconds);
        }
        long whole = Math.round(seconds);
        if (whole < 120) {
            return number(seconds) + " s";
        }
        if (whole < 3600) {
            return String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60);
        }
        long minutes = Math.round(seconds / 60);
        return String.format(Locale.ROOT, "%,d h %02d min", minutes / 60, minutes % 60);
    }

    /** The length of a step: {@code hour}, {@code 15 minutes}. */
    public static String step(Duration step) {
        long minutes = step.toMinutes();
        if (minutes == 0 || step.toSecondsPart() != 0) {
            return duration(step);
        }
        String unit = minutes % 1440 == 0 ? "day" : minutes % 60 == 0 ? "hour" : "minute";
        long count = minutes % 1440 == 0 ? minutes / 1440 : minutes % 60 == 0 ? minutes / 60 : minutes;
        return count == 1 ? unit : count + " " + unit + "s";
    }

    public static String duration(Duration duration) {
        return seconds(duration.toMillis() / 1000.0);
    }

    public static String bytes(double bytes) {
        if (Double.isNaN(bytes)) {
            return UNKNOWN;
        }
        double size = bytes;
        int unit = 0;
        while (Math.abs(size) >= 1024 && unit < SIZES.length - 1) {
            size /= 1024;
            unit++;
        }
        return number(unit == 0 ? Math.rint(size) : size) + " " + SIZES[unit];
    }

    public static String bytes(long bytes) {
        return bytes((double) bytes);
    }

    /** Of a share, 0–1: {@code 0.4 %}, {@code 12 %}. */
    public static String percent(double share) {
        if (Double.isNaN(share) || Double.isInfinite(share)) {
            return UNKNOWN;
        }
        double percent = share * 100;
        if (percent > 0 && percent < 0.05) {
            return "< 0.1 %";
        }
        if (Math.abs(percent - Math.rint(percent)) < 0.05) {
            return String.format(Locale.ROOT, "%,.0f %%", Math.rint(percent) + 0.0);
        }
        return String.format(Locale.ROOT, percent != 0 && Math.abs(percent) < 9.95 ? "%.1f %%" : "%,.0f %%", percent);
    }

    /** A change with its sign: {@code +12 %}, {@code −3.0 %}; below half a percent {@code unchanged}. */
    public static String change(double share) {
        if (Double.isNaN(share)) {
            return UNKNOWN;
        }
        if (Math.abs(share) < 0.005) {
            return "unchanged";
        }
        return share < 0 ? "−" + percent(-share) : "+" + percent(share);
    }

    /** The ends of an interval of database time per day. */
    public static String interval(Estimate estimate) {
        return Double.isNaN(estimate.low()) || Double.isNaN(estimate.high())
                ? UNKNOWN
                : seconds(estimate.low()) + " to " + seconds(estimate.high());
    }

    /** A value with the unit it was reported in. */
    public static String measured(double value, String unit) {
        return switch (unit) {
            case "" -> number(value);
            case "ms" -> millis(value);
            case "s" -> seconds(value);
            case "bytes", "B" -> bytes(value);
            case "%" -> percent(value / 100);
            default -> Double.isNaN(value) ? UNKNOWN : number(value) + " " + unit;
        };
    }
}
