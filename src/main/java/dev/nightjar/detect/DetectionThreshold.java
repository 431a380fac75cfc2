package dev.nightjar.detect;

import dev.nightjar.model.Threshold;
import dev.nightjar.model.Thresholds;
import java.time.Duration;
import java.time.ZoneId;

/** The limits of regression detection that a job file may set; see {@link DetectionSettings} for what they do. */
public enum DetectionThreshold implements Threshold {
    MINIMUM_HISTORY_HOURS("minimumHistoryHours", 120, "hours of history"),
    MINIMUM_CALLS("minimumCalls", 20, "calls in the history"),
    SPARSE_HOURS("sparseHours", 110, "hours with calls"),
    SCORE("score", 3.7, "standard errors"),
    SPARSE_SCORE("sparseScore", 3, "standard errors"),
    RATIO("ratio", 1.10, "time per call, after by before"),
    MINIMUM_AGE_HOURS("minimumAgeHours", 10, "hours since the onset"),
    BASELINE_HOURS("baselineHours", 336, "hours before a change"),
    FALSE_DISCOVERY_RATE("falseDiscoveryRate", 0.05, "share of findings"),
    ALARM_SHARE("alarmShare", 0.001, "share of database time"),
    ALARM_MS_PER_HOUR("alarmMsPerHour", 1000, "extra milliseconds per hour");

    private final String key;
    private final double standard;
    private final String unit;

    DetectionThreshold(String key, double standard, String unit) {
        this.key = key;
        this.standard = standard;
        this.unit = unit;
    }

    /** The settings in force. */
    public static DetectionSettings settings(Thresholds thresholds, ZoneId zone) {
        return new DetectionSettings(
                zone,
                hours(thresholds.get(MINIMUM_HISTORY_HOURS)),
                Math.round(thresholds.get(MINIMUM_CALLS)),
                (int) Math.round(thresholds.get(SPARSE_HOURS)),
                thresholds.get(SCORE),
                thresholds.get(SPARSE_SCORE),
                thresholds.get(RATIO),
                hours(thresholds.get(MINIMUM_AGE_HOURS)),
                hours(thresholds.get(BASELINE_HOURS)),
                thresholds.get(FALSE_DISCOVERY_RATE),
                thresholds.get(ALARM_SHARE),
                thresholds.get(ALARM_MS_PER_HOUR));
    }

    private static Duration hours(double hours) {
        return Duration.ofSeconds(Math.round(hours * 3600));
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public double standard() {
        return standard;
    }

    @Override
    public String unit() {
        return unit;
    }

    @Override
    public String source() {
        return "measured on labelled statement histories";
    }
}
