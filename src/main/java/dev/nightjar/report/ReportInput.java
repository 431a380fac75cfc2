package dev.nightjar.report;

import dev.nightjar.model.Finding;
import dev.nightjar.model.Night;
import dev.nightjar.model.RankedRecommendation;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * What one night's analysis hands over.
 *
 * @param zone in which people read the report
 * @param recommendations in order of rank
 * @param improvements statements that became faster, those that save most first
 * @param histories what earlier nights knew of tonight's findings, and what they knew that is gone
 * @param outcomes what became of earlier recommendations
 * @param generatedAt printed, and part of nothing else
 */
public record ReportInput(
        Night night,
        ZoneId zone,
        List<Finding> findings,
        List<RankedRecommendation> recommendations,
        List<Slowdown> slowdowns,
        List<Slowdown> improvements,
        List<Outlook> outlooks,
        List<NotAssessable> notAssessable,
        List<FindingHistory> histories,
        List<Threshold> thresholds,
        List<Outcome> outcomes,
        Instant generatedAt,
        String toolVersion) {

    public ReportInput {
        findings = List.copyOf(findings);
        recommendations = List.copyOf(recommendations);
        slowdowns = List.copyOf(slowdowns);
        improvements = List.copyOf(improvements);
        outlooks = List.copyOf(outlooks);
        notAssessable = List.copyOf(notAssessable);
        histories = List.copyOf(histories);
        thresholds = List.copyOf(thresholds);
        outcomes = List.copyOf(outcomes);
    }
}
