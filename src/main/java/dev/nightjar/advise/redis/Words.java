package dev.nightjar.advise.redis;

import java.util.Locale;

/** Figures as a person writes them. */
final class Words {
    private static final String[] SIZES = {"B", "kB", "MB", "GB", "TB"};

    private Words() {}

    static String percent(double share) {
        double percent = share * 100;
        return percent >= 10 ? Math.round(percent) + " %" : String.format(Locale.ROOT, "%.1f %%", percent);
    }

    static String bytes(double bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < SIZES.length - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, value >= 10 || unit == 0 ? "%.0f %s" : "%.1f %s", value, SIZES[unit]);
    }

    static String count(double number) {
        return number < 10 && number != Math.rint(number)
                ? String.format(Locale.ROOT, "%.1f", number)
                : String.format(Locale.ROOT, "%,d", Math.round(number)).replace(',', ' ');
    }
}
