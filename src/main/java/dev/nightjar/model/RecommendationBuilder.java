package dev.nightjar.model;

import dev.nightjar.model.Recommendation.Language;
import dev.nightjar.model.Recommendation.Saving;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says a recommendation step by step; begin with {@link Recommendation#to}. Confidence, risk and effort are those usual
 * for the kind of action unless said otherwise.
 */
public final class RecommendationBuilder {
    private final ActionType action;
    private final String object;
    private final List<String> findingIds = new ArrayList<>();
    private final List<Saving> savings = new ArrayList<>();
    private String title = "";
    private String rationale = "";
    private double writeCost;
    private double harm;
    private double confidence;
    private double risk;
    private double effort;
    private String lock = "";
    private double bytes;
    private Language language = Language.SQL;
    private List<String> apply = List.of();
    private List<String> rollback = List.of();
    private Optional<String> precheck = Optional.empty();
    private String verification = "";
    private String source = "";
    private Optional<String> alternatives = Optional.empty();

    RecommendationBuilder(ActionType action, String object) {
        this.action = action;
        this.object = object;
        usual(action);
    }

    private void usual(ActionType type) {
        switch (type) {
            case STATISTICS -> judged(0.5, 0.03, 0.1);
            case RELOAD_SETTING -> judged(0.35, 0.25, 1);
            case CREATE_INDEX -> judged(0.8, 0.05, 0.5);
            case TABLE_OPTION -> judged(0.6, 0.05, 0.25);
            case REINDEX -> judged(0.7, 0.05, 0.5);
            case DROP_INDEX -> judged(0.7, 0.1, 0.5);
            case RESTART_SETTING -> judged(0.35, 0.3, 2);
            case SCHEMA_CHANGE -> judged(0.8, 0.4, 16);
            case POOL_SIZE -> judged(0.6, 0.1, 0.5);
            case REDIS_SETTING -> judged(0.5, 0.1, 0.25);
            case APPLICATION_CHANGE -> judged(0.6, 0.2, 4);
            case INVESTIGATE -> judged(0.4, 0, 0.5);
        }
    }

    /** Confidence and risk 0–1, effort in hours of a person. */
    public RecommendationBuilder judged(double confidenceOfBenefit, double riskOfHarm, double effortHours) {
        confidence = confidenceOfBenefit;
        risk = riskOfHarm;
        effort = effortHours;
        return this;
    }

    public RecommendationBuilder answers(Finding finding) {
        findingIds.add(finding.id());
        return this;
    }

    public RecommendationBuilder answers(String findingId) {
        findingIds.add(findingId);
        return this;
    }

    public RecommendationBuilder title(String text) {
        title = text;
        return this;
    }

    public RecommendationBuilder because(String text) {
        rationale = text;
        return this;
    }

    /** Share of a statement's time, 0–1. */
    public RecommendationBuilder saves(Fingerprint fingerprint, double low, double mid, double high) {
        savings.add(new Saving(fingerprint, new Estimate(low, mid, high), false));
        return this;
    }

    /** Share of a statement's time and of its calls, 0–1. */
    public RecommendationBuilder savesCalls(Fingerprint fingerprint, double low, double mid, double high) {
        savings.add(new Saving(fingerprint, new Estimate(low, mid, high), true));
        return this;
    }

    public RecommendationBuilder writeCost(double secondsPerDay) {
        writeCost = secondsPerDay;
        return this;
    }

    /** Probability that ignoring it hurts users within thirty days, 0–1. */
    public RecommendationBuilder harm(double probability) {
        harm = probability;
        return this;
    }

    public RecommendationBuilder lock(String words) {
        lock = words;
        return this;
    }

    public RecommendationBuilder bytesNeeded(double value) {
        bytes = value;
        return this;
    }

    public RecommendationBuilder sql(List<String> statements, List<String> undo) {
        return written(Language.SQL, statements, undo);
    }

    public RecommendationBuilder sql(String statement, String undo) {
        return written(Language.SQL, List.of(statement), List.of(undo));
    }

    public RecommendationBuilder redis(List<String> commands, List<String> undo) {
        return written(Language.REDIS, commands, undo);
    }

    public RecommendationBuilder text(List<String> lines, List<String> undo) {
        return written(Language.TEXT, lines, undo);
    }

    private RecommendationBuilder written(Language in, List<String> lines, List<String> undo) {
        language = in;
        apply = lines;
        rollback = undo;
        return this;
    }

    public RecommendationBuilder precheck(String query) {
        precheck = Optional.of(query);
        return this;
    }

    public RecommendationBuilder verifiedBy(String words) {
        verification = words;
        return this;
    }

    public RecommendationBuilder source(String words) {
        source = words;
        return this;
    }

    public RecommendationBuilder alternativeOf(String group) {
        alternatives = Optional.of(group);
        return this;
    }

    public Recommendation build() {
        return new Recommendation(
                Recommendation.id(action, object),
                findingIds,
                action,
                object,
                title,
                rationale,
                savings,
                writeCost,
                harm,
                confidence,
                risk,
                effort,
                lock,
                bytes,
                language,
                apply,
                rollback,
                precheck,
                verification,
                source,
                alternatives);
    }
}
