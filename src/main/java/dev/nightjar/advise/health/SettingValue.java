package dev.nightjar.advise.health;

import dev.nightjar.model.Setting;
import java.util.Locale;
import java.util.Map;

/** Numbers of pg_settings in bytes or milliseconds. */
final class SettingValue {
    private static final Map<String, Double> BYTES = Map.of(
            "b",
            1.0,
            "kb",
            1024.0,
            "8kb",
            8192.0,
            "16kb",
            16384.0,
            "mb",
            1048576.0,
            "16mb",
            16777216.0,
            "gb",
            1073741824.0);
    private static final Map<String, Double> MILLIS =
            Map.of("us", 0.001, "ms", 1.0, "s", 1000.0, "min", 60_000.0, "h", 3_600_000.0, "d", 86_400_000.0);

    private SettingValue() {}

    /** NaN where it is not a size; negative values, which mean off or automatic, stay as they are. */
    static double bytes(Setting setting) {
        return scaled(setting, BYTES);
    }

    /** NaN where it is not a time; negative values, which mean off, stay as they are. */
    static double millis(Setting setting) {
        return scaled(setting, MILLIS);
    }

    /** NaN where it is not a number. */
    static double number(Setting setting) {
        try {
            return Double.parseDouble(setting.value());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static double scaled(Setting setting, Map<String, Double> units) {
        double number = number(setting);
        if (number < 0) {
            return number;
        }
        return number * units.getOrDefault(setting.unit().toLowerCase(Locale.ROOT), Double.NaN);
    }
}
