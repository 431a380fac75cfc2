package dev.nightjar.report;

import dev.nightjar.model.ActionType;
import dev.nightjar.model.Estimate;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.Severity;
import java.util.List;
import java.util.Optional;

/**
 * A recommendation with its rank and its place in the scripts.
 *
 * @param group of which only one is to be taken
 * @param downtime {@code none}, {@code reload}, {@code restart} or {@code rewrite}
 * @param bytesNeeded on disk; negative frees; NaN unknown
 * @param step where the scripts hold it, empty for what is no SQL
 */
public record ReportRecommendation(
        String id,
        List<String> findingIds,
        String title,
        ActionType actionType,
        String object,
        String rationale,
        Optional<String> group,
        List<String> coveredBy,
        Benefit benefit,
        int priority,
        Severity band,
        PriorityParts priorityParts,
        double effortHours,
        String downtime,
        String lock,
        double bytesNeeded,
        Recommendation.Language language,
        List<String> apply,
        List<String> rollback,
        Optional<String> precheck,
        Optional<Step> step,
        String verification,
        String source,
        String state) {

    /** Whether nothing above it in the list already does its work. */
    public boolean active() {
        return coveredBy.isEmpty();
    }

    /**
     * What it saves, in database seconds per day.
     *
     * @param level of the intervals
     */
    public record Benefit(
            String unit,
            double level,
            Estimate standAlone,
            Estimate marginal,
            double shareOfLoad,
            List<Saving> perQuery) {}

    /** Share of one statement's time, 0–1. */
    public record Saving(String fingerprint, Estimate savedShare, boolean callsSaved) {}

    /** What the priority is made of; see {@link dev.nightjar.model.RankedRecommendation}. */
    public record PriorityParts(double valuePercent, double probabilityOfHarm30d, double confidence, double risk) {}

    /**
     * Its place in the review script and in the rollback script.
     *
     * @param sha256 of the statements, so that a reviewer can tell whether they changed
     */
    public record Step(String file, int number, String rollbackFile, String sha256) {}
}
