package dev.nightjar.advise.priority;

import dev.nightjar.model.RankedRecommendation;
import java.util.List;
import java.util.Optional;

/**
 * All recommendations in one order, the most worthwhile first.
 *
 * @param databaseSecondsPerDay what all shares are shares of
 * @param savedSecondsPerDay what all of them together save, never more than the above
 * @param timeGap relative difference between the time of statements and that of sessions, NaN where sessions do not tell
 */
public record Ranking(
        double databaseSecondsPerDay,
        double savedSecondsPerDay,
        double timeGap,
        List<RankedRecommendation> recommendations) {

    public Ranking {
        recommendations = List.copyOf(recommendations);
    }

    /** The recommendation with this id. */
    public Optional<RankedRecommendation> find(String id) {
        return recommendations.stream()
                .filter(ranked -> ranked.recommendation().id().equals(id))
                .findFirst();
    }
}
