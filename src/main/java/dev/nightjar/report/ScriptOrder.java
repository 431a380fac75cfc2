package dev.nightjar.report;

import dev.nightjar.model.ActionType;
import dev.nightjar.model.RankedRecommendation;
import dev.nightjar.model.Recommendation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The place of each recommendation in the scripts: harmless first, what needs a restart or a plan last. */
final class ScriptOrder {
    static final String APPLY_FILE = "recommendations.sql";
    static final String ROLLBACK_FILE = "rollback.sql";

    private ScriptOrder() {}

    /** Steps by recommendation id, numbered from one. */
    static Map<String, ReportRecommendation.Step> of(List<RankedRecommendation> ranked) {
        List<RankedRecommendation> scripted = ranked.stream()
                .filter(recommendation -> recommendation.coveredBy().isEmpty())
                .filter(recommendation -> isScripted(recommendation.recommendation()))
                .sorted(Comparator.comparing((RankedRecommendation recommendation) ->
                                recommendation.recommendation().action())
                        .thenComparing(RankedRecommendation::priority, Comparator.reverseOrder())
                        .thenComparing(recommendation ->
                                recommendation.recommendation().id()))
                .toList();
        Map<String, ReportRecommendation.Step> steps = new TreeMap<>();
        for (int i = 0; i < scripted.size(); i++) {
            Recommendation recommendation = scripted.get(i).recommendation();
            steps.putIfAbsent(
                    recommendation.id(),
                    new ReportRecommendation.Step(
                            APPLY_FILE, i + 1, ROLLBACK_FILE, sha256(String.join("\n", recommendation.apply()))));
        }
        return steps;
    }

    private static boolean isScripted(Recommendation recommendation) {
        ActionType action = recommendation.action();
        return recommendation.language() == Recommendation.Language.SQL
                && !recommendation.apply().isEmpty()
                && action.compareTo(ActionType.SCHEMA_CHANGE) <= 0;
    }

    static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(
                    "this Java lacks SHA-256, which every Java must have; use another", impossible);
        }
    }
}
