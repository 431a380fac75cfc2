package dev.nightjar.detect;

import java.util.List;
import java.util.Map;

/**
 * What a night's detection found.
 *
 * @param regressions dearer than before and still so, largest extra time per day first
 * @param improvements cheaper than before and still so, largest gain first
 * @param scores one figure per tested statement, larger = surer, reported or not
 * @param newStatements statements first seen less than the minimum history ago
 * @param loadStories statements whose traffic rose for good and whose latency followed it
 * @param unusualHours single hours of the last day that were unlike the same hours of other days
 */
public record DetectionResult(
        List<Regression> regressions,
        List<Regression> improvements,
        List<CommonCause> commonCauses,
        List<NotAssessable> notAssessable,
        Map<String, Double> scores,
        List<String> newStatements,
        List<LoadStory> loadStories,
        List<HourAnomaly> unusualHours) {

    public DetectionResult {
        regressions = List.copyOf(regressions);
        improvements = List.copyOf(improvements);
        commonCauses = List.copyOf(commonCauses);
        notAssessable = List.copyOf(notAssessable);
        scores = Map.copyOf(scores);
        newStatements = List.copyOf(newStatements);
        loadStories = List.copyOf(loadStories);
        unusualHours = List.copyOf(unusualHours);
    }
}
