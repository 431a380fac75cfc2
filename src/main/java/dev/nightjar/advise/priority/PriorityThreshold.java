package dev.nightjar.advise.priority;

import dev.nightjar.model.Threshold;

/** Limits of the ranking. */
public enum PriorityThreshold implements Threshold {
    /** Below this share of all database time a saving is none. */
    MINIMUM_VALUE_SHARE("minimumValueShare", 0.005, "share of database time"),
    /** Below this many seconds a day a saving is none: a quiet server has nothing to save. */
    MINIMUM_VALUE_SECONDS("minimumValueSeconds", 30, "seconds of database time per day"),
    /** From this difference between statement time and session time on, savings are held in doubt. */
    TIME_GAP("databaseTimeGap", 0.2, "share of the larger");

    private final String key;
    private final double standard;
    private final String unit;

    PriorityThreshold(String key, double standard, String unit) {
        this.key = key;
        this.standard = standard;
        this.unit = unit;
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
        return "practitioner's judgement";
    }
}
