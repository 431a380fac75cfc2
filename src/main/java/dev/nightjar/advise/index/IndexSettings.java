package dev.nightjar.advise.index;

/**
 * Thresholds of the index advice.
 *
 * @param windowDays what the workload's counts cover
 * @param budgetBytes that new indexes may take together
 * @param minimumGain share of the workload's time that a new index must save
 * @param minimumPages size of a table, in pages of 8 kB, below which no index is advised
 * @param worsening by which no statement may become dearer, as a share
 * @param msPerEntry database time to keep one index entry: between 0.3 and 3 planner units were measured, 15 µs is the
 *     middle on common hardware
 * @param upkeepFactor how many times over an index must pay its upkeep
 * @param calibration of planned savings against measured ones
 * @param statementLimit how many statements are planned, by time
 * @param unusedDays of continuous statistics without a scan before an index counts as unused
 * @param unusedBytes below which an unused index is left alone
 * @param unusedWrites rows written a day into its table below which an unused index costs nothing worth a change
 */
public record IndexSettings(
        double windowDays,
        long budgetBytes,
        double minimumGain,
        int minimumPages,
        double worsening,
        double msPerEntry,
        double upkeepFactor,
        double calibration,
        int statementLimit,
        double unusedDays,
        long unusedBytes,
        double unusedWrites) {

    /** The defaults, for a workload of that many days. */
    public static IndexSettings defaults(double windowDays) {
        return new IndexSettings(
                windowDays, Long.MAX_VALUE, 0.003, 100, 0.10, 0.015, 3, 0.6, 500, 35, 10L * 1024 * 1024, 1000);
    }

    public IndexSettings withBudget(long bytes) {
        return new IndexSettings(
                windowDays,
                bytes,
                minimumGain,
                minimumPages,
                worsening,
                msPerEntry,
                upkeepFactor,
                calibration,
                statementLimit,
                unusedDays,
                unusedBytes,
                unusedWrites);
    }

    /** For targets whose history is short, such as a demonstration. */
    public IndexSettings withUnused(double days, long bytes) {
        return new IndexSettings(
                windowDays,
                budgetBytes,
                minimumGain,
                minimumPages,
                worsening,
                msPerEntry,
                upkeepFactor,
                calibration,
                statementLimit,
                days,
                bytes,
                unusedWrites);
    }
}
