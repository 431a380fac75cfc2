package dev.nightjar.advise.wording;

import java.util.Locale;

/** Amounts as a person writes them in a finding: as few digits as matter, and the unit. */
public final class Amounts {
    private static final String[] SIZES = {"B", "kB", "MB", "GB", "TB"};

    private Amounts() {}

    /** Of a share, where 1 is 100 %. */
    public static String percent(double share) {
        double percent = share * 100;
        return percent >= 10 ? Math.round(percent) + " %" : String.format(Locale.ROOT, "%.1f %%", percent);
    }

    /** In units of 1,024. */
    public static String bytes(double bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < SIZES.length - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, value >= 10 || unit == 0 ? "%.0f %s" : "%.1f %s", value, SIZES[unit]);
    }

    /** With a blank between thousands. */
    public static String count(double number) {
        return number < 10 && number != Math.rint(number)
                ? String.format(Locale.ROOT, "%.1f", number)
                : String.format(Locale.ROOT, "%,d", Math.round(number)).replace(',', ' ');
    }

    /** In milliseconds, seconds, minutes or hours. */
    public static String seconds(double seconds) {
        if (seconds < 0.9995) {
            return String.format(Locale.ROOT, seconds < 0.01 ? "%.2f ms" : "%.0f ms", seconds * 1000);
        }
        if (seconds < 120) {
            return String.format(Locale.ROOT, seconds < 10 ? "%.1f s" : "%.0f s", seconds);
        }
        return seconds < 7200
                ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
                : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
    }
}
