package dev.nightjar.cli;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Figures as a person reads them: three digits and the unit that fits. */
final class HumanUnits {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private HumanUnits() {}

    /** {@code 0.12 ms}, {@code 4.5 s}, {@code 3 min 20 s}, {@code 5 h 12 min}, {@code 3 d 4 h}; {@code –} for unknown. */
    static String millis(double millis) {
        if (Double.isNaN(millis)) {
            return "–";
        }
        if (millis < 999.5) {
            return significant(millis) + " ms";
        }
        if (millis < 59_950) {
            return significant(millis / 1000) + " s";
        }
        long seconds = Math.round(millis / 1000);
        if (seconds < 3600) {
            return pair(seconds / 60, "min", seconds % 60, "s");
        }
        long minutes = Math.round(seconds / 60.0);
        if (minutes < 60 * 48) {
            return pair(minutes / 60, "h", minutes % 60, "min");
        }
        long hours = Math.round(minutes / 60.0);
        return pair(hours / 24, "d", hours % 24, "h");
    }

    private static String pair(long large, String largeUnit, long small, String smallUnit) {
        return count(large) + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }

    /** {@code 812 B}, {@code 4.5 kB}, {@code 1.2 GB}; a kB is 1024 bytes, as PostgreSQL counts. */
    static String bytes(double bytes) {
        if (Double.isNaN(bytes)) {
            return "–";
        }
        double value = bytes;
        String[] units = {"B", "kB", "MB", "GB", "TB"};
        int unit = 0;
        while (value >= 999.5 && unit < units.length - 1) {
            value /= 1024;
            unit++;
        }
        return (unit == 0 ? Long.toString(Math.round(value)) : significant(value)) + " " + units[unit];
    }

    /** {@code 1,234,567}. */
    static String count(double count) {
        return Double.isNaN(count) ? "–" : String.format(Locale.ROOT, "%,d", Math.round(count));
    }

    /** {@code 1 file}, {@code 2 files}. */
    static String counted(long count, String one, String several) {
        return count(count) + " " + (count == 1 ? one : several);
    }

    static String bytes(long bytes) {
        return bytes((double) bytes);
    }

    static String millis(long millis) {
        return millis((double) millis);
    }

    static String share(long part, long whole) {
        return share((double) part, (double) whole);
    }

    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** {@code 12.3 %}, {@code < 0.1 %}. */
    static String share(double part, double whole) {
        if (!(whole > 0)) {
            return "–";
        }
        double percent = 100 * part / whole;
        if (percent > 0 && percent < 0.05) {
            return "< 0.1 %";
        }
        return String.format(Locale.ROOT, percent >= 99.95 ? "%.0f %%" : "%.1f %%", percent);
    }

    static String time(Instant at) {
        return TIME.format(at);
    }

    static String minute(Instant at) {
        return MINUTE.format(at);
    }

    private static String significant(double value) {
        if (value == 0) {
            return "0";
        }
        String format = value >= 99.95 ? "%,.0f" : value >= 9.995 ? "%.1f" : value >= 0.095 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, format, value);
    }
}
