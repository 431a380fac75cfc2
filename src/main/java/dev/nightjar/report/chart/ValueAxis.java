package dev.nightjar.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * From zero to a round number at or above the highest value.
 *
 * @param step between ticks
 */
record ValueAxis(double top, double step, TimeChart.Scale scale) {
    /** From here on an axis of seconds speaks of hours. */
    private static final double HOUR = 7200;

    /** And from here on of minutes. */
    private static final double MINUTE = 180;

    static ValueAxis upTo(double highest, TimeChart.Scale scale) {
        if (scale == TimeChart.Scale.PERCENT && highest > 50 && highest <= 100) {
            return new ValueAxis(100, 25, scale);
        }
        double most = highest > 0 ? highest : 1;
        double base = switch (scale) {
            case BYTES -> Math.pow(1024, Math.floor(Math.log(most) / Math.log(1024)));
            case SECONDS -> most >= HOUR ? 3600 : most >= MINUTE ? 60 : 1;
            case PLAIN, MILLISECONDS, PERCENT -> 1;
        };
        double step = base * niceStep(most / base / 4);
        return new ValueAxis(step * Math.ceil(most / step - 1e-9), step, scale);
    }

    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        for (int i = 0; i * step <= top * (1 + 1e-9); i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    String label(double value) {
        return switch (scale) {
            case PLAIN, PERCENT -> value == 0 ? "0" : plain(value);
            case MILLISECONDS -> value == 0 ? "0" : top >= 2000 ? plain(value / 1000) + " s" : plain(value) + " ms";
            case SECONDS ->
                value == 0
                        ? "0"
                        : top >= HOUR
                                ? plain(value / 3600) + " h"
                                : top >= MINUTE ? plain(value / 60) + " min" : plain(value) + " s";
            case BYTES -> bytes(value);
        };
    }

    private String bytes(double value) {
        String[] units = {"B", "kB", "MB", "GB", "TB"};
        int unit = (int) Math.min(units.length - 1.0, Math.max(0, Math.floor(Math.log(top) / Math.log(1024))));
        return value == 0 ? "0" : plain(value / Math.pow(1024, unit)) + " " + units[unit];
    }

    private static double niceStep(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        double fraction = least / power;
        return (fraction <= 1 ? 1 : fraction <= 2 ? 2 : fraction <= 2.5 ? 2.5 : fraction <= 5 ? 5 : 10) * power;
    }

    private static String plain(double value) {
        if (value >= 1e6) {
            return trimmed(value / 1e6) + "M";
        }
        return value >= 10_000 ? trimmed(value / 1000) + "k" : trimmed(value);
    }

    private static String trimmed(double value) {
        String text = String.format(Locale.ROOT, value < 0.1 ? "%.4f" : value < 10 ? "%.2f" : "%.1f", value);
        return text.replaceFirst("\\.?0+$", "");
    }
}
