package dev.nightjar.advise;

import dev.nightjar.model.ActionType;
import dev.nightjar.model.Estimate;
import dev.nightjar.model.Fingerprint;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.Recommendation.Saving;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A recommendation to create an index that saves nothing yet. */
public final class RecommendationBuilder {
    private final String id;
    private final List<Saving> savings = new ArrayList<>();
    private double writeCost;
    private double harm;
    private double confidence = 0.8;
    private double risk = 0.05;
    private double effort = 0.5;
    private String lock = "";
    private Optional<String> alternatives = Optional.empty();

    private RecommendationBuilder(String id) {
        this.id = id;
    }

    public static RecommendationBuilder aRecommendation(String id) {
        return new RecommendationBuilder(id);
    }

    public RecommendationBuilder saves(long fingerprint, double share) {
        return saves(fingerprint, share, share, share);
    }

    public RecommendationBuilder saves(long fingerprint, double low, double mid, double high) {
        savings.add(new Saving(new Fingerprint(fingerprint), new Estimate(low, mid, high), false));
        return this;
    }

    public RecommendationBuilder writeCost(double secondsPerDay) {
        writeCost = secondsPerDay;
        return this;
    }

    public RecommendationBuilder harm(double probability) {
        harm = probability;
        return this;
    }

    public RecommendationBuilder confidence(double value) {
        confidence = value;
        return this;
    }

    public RecommendationBuilder risk(double value) {
        risk = value;
        return this;
    }

    public RecommendationBuilder effort(double hours) {
        effort = hours;
        return this;
    }

    public RecommendationBuilder lock(String level) {
        lock = level;
        return this;
    }

    public RecommendationBuilder alternativeOf(String group) {
        alternatives = Optional.of(group);
        return this;
    }

    public Recommendation build() {
        return new Recommendation(
                id,
                List.of("PG-IDX-MISSING:" + id),
                ActionType.CREATE_INDEX,
                id,
                "create " + id,
                "because",
                savings,
                writeCost,
                harm,
                confidence,
                risk,
                effort,
                lock,
                Double.NaN,
                Recommendation.Language.SQL,
                List.of("CREATE INDEX"),
                List.of("DROP INDEX"),
                Optional.empty(),
                "mean time",
                "test",
                alternatives);
    }
}
