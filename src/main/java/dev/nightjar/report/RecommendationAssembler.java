package dev.nightjar.report;

import dev.nightjar.model.ActionType;
import dev.nightjar.model.RankedRecommendation;
import dev.nightjar.model.Recommendation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives ranked recommendations their place in the scripts and their share of the load. */
final class RecommendationAssembler {
    private final double secondsPerDay;

    /** The whole database time, NaN unknown. */
    RecommendationAssembler(double secondsPerDay) {
        this.secondsPerDay = secondsPerDay;
    }

    List<ReportRecommendation> assemble(List<RankedRecommendation> ranking) {
        Map<String, ReportRecommendation.Step> steps = ScriptOrder.of(ranking);
        return ranking.stream()
                .map(ranked -> recommendation(
                        ranked,
                        Optional.ofNullable(steps.get(ranked.recommendation().id()))))
                .toList();
    }

    private ReportRecommendation recommendation(RankedRecommendation ranked, Optional<ReportRecommendation.Step> step) {
        Recommendation recommendation = ranked.recommendation();
        return new ReportRecommendation(
                recommendation.id(),
                recommendation.findingIds(),
                recommendation.title(),
                recommendation.action(),
                recommendation.object(),
                recommendation.rationale(),
                recommendation.alternatives(),
                ranked.coveredBy(),
                new ReportRecommendation.Benefit(
                        "dbTimeSecondsPerDay",
                        0.8,
                        ranked.standAlone(),
                        ranked.marginal(),
                        secondsPerDay > 0 ? ranked.marginal().mid() / secondsPerDay : Double.NaN,
                        recommendation.savings().stream()
                                .map(saving -> new ReportRecommendation.Saving(
                                        saving.fingerprint().toString(), saving.share(), saving.callsSaved()))
                                .toList()),
                ranked.priority(),
                ranked.band(),
                new ReportRecommendation.PriorityParts(
                        ranked.valuePercent(),
                        recommendation.harmProbability30d(),
                        recommendation.confidence(),
                        recommendation.risk()),
                recommendation.effortHours(),
                downtime(recommendation.action()),
                recommendation.lock(),
                recommendation.bytesNeeded(),
                recommendation.language(),
                recommendation.apply(),
                recommendation.rollback(),
                recommendation.precheck(),
                step,
                recommendation.verification(),
                recommendation.source(),
                "proposed");
    }

    private static String downtime(ActionType action) {
        return switch (action) {
            case RELOAD_SETTING -> "reload";
            case RESTART_SETTING -> "restart";
            case SCHEMA_CHANGE -> "rewrite";
            case STATISTICS,
                    CREATE_INDEX,
                    TABLE_OPTION,
                    REINDEX,
                    DROP_INDEX,
                    POOL_SIZE,
                    REDIS_SETTING,
                    APPLICATION_CHANGE,
                    INVESTIGATE -> "none";
        };
    }
}
