package dev.nightjar.advise.index;

import dev.nightjar.model.Threshold;
import dev.nightjar.model.Thresholds;

/** The limits of index advice that a job file may set; see {@link IndexSettings} for what they do. */
public enum IndexThreshold implements Threshold {
    BUDGET_MEGABYTES("indexBudgetMegabytes", 1e9, "MB of new indexes together", "no budget"),
    MINIMUM_GAIN("minimumIndexGain", 0.003, "share of the workload's time", "Extend, Schlosser et al. 2019"),
    MINIMUM_PAGES("minimumIndexedPages", 100, "pages of 8 kB", "practitioner's judgement"),
    WORSENING("statementWorsening", 0.10, "share of a statement's cost", "Azure Database for PostgreSQL"),
    MS_PER_ENTRY("msPerIndexEntry", 0.015, "ms per index entry written", "measured: 0.3 to 3 planner units"),
    UPKEEP_FACTOR("upkeepFactor", 3, "times its upkeep", "practitioner's judgement"),
    CALIBRATION("indexCalibration", 0.6, "measured by planned saving", "prior until outcomes are measured"),
    STATEMENT_LIMIT("plannedStatements", 500, "statements", "keeps planning within a minute"),
    UNUSED_DAYS("unusedDays", 35, "days without a scan", "pganalyze, Azure Database for PostgreSQL"),
    UNUSED_MEGABYTES("unusedMegabytes", 10, "MB", "PgHero"),
    UNUSED_WRITES("unusedWrites", 1000, "rows written a day", "Azure Database for PostgreSQL");

    private final String key;
    private final double standard;
    private final String unit;
    private final String source;

    IndexThreshold(String key, double standard, String unit, String source) {
        this.key = key;
        this.standard = standard;
        this.unit = unit;
        this.source = source;
    }

    /**
     * The settings in force.
     *
     * @param windowDays what the workload's counts cover
     */
    public static IndexSettings settings(Thresholds thresholds, double windowDays) {
        return new IndexSettings(
                windowDays,
                Math.round(thresholds.get(BUDGET_MEGABYTES) * 1e6),
                thresholds.get(MINIMUM_GAIN),
                (int) Math.round(thresholds.get(MINIMUM_PAGES)),
                thresholds.get(WORSENING),
                thresholds.get(MS_PER_ENTRY),
                thresholds.get(UPKEEP_FACTOR),
                thresholds.get(CALIBRATION),
                (int) Math.round(thresholds.get(STATEMENT_LIMIT)),
                thresholds.get(UNUSED_DAYS),
                Math.round(thresholds.get(UNUSED_MEGABYTES) * (1L << 20)),
                thresholds.get(UNUSED_WRITES));
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
        return source;
    }
}
