package dev.nightjar.model;

import java.util.List;
import java.util.Optional;

/**
 * Something to do. Never done by Nightjar.
 *
 * @param id stable across nights: {@code NJ-} and eight hex digits of action and object
 * @param findingIds what it answers
 * @param title the action in words, without a full stop
 * @param rationale why it helps, with its evidence, in a few sentences
 * @param savings share of each statement's time that it saves, each 0–1
 * @param writeCostSecondsPerDay what it costs in database time, e.g. the upkeep of an index
 * @param harmProbability30d probability that ignoring it hurts users within thirty days, 0–1
 * @param confidence 0–1 that the benefit comes
 * @param risk 0–1 that it makes something worse
 * @param effortHours of a person
 * @param lock what it blocks, in words; empty when nothing
 * @param bytesNeeded on disk while and after it is applied; negative when it frees space; NaN unknown
 * @param apply statements to review and run; for Redis and applications, commands or settings as text
 * @param rollback what undoes them, in the order to run
 * @param precheck a query that returns a row while it is still needed, if it is SQL
 * @param verification how a later night will judge it, in words
 * @param source what stands behind the estimate, e.g. {@code PostgreSQL 18.6 shadow planner}
 * @param alternatives name of a group of which only one is to be taken
 */
public record Recommendation(
        String id,
        List<String> findingIds,
        ActionType action,
        String object,
        String title,
        String rationale,
        List<Saving> savings,
        double writeCostSecondsPerDay,
        double harmProbability30d,
        double confidence,
        double risk,
        double effortHours,
        String lock,
        double bytesNeeded,
        Language language,
        List<String> apply,
        List<String> rollback,
        Optional<String> precheck,
        String verification,
        String source,
        Optional<String> alternatives) {

    public Recommendation {
        findingIds = List.copyOf(findingIds);
        savings = List.copyOf(savings);
        apply = List.copyOf(apply);
        rollback = List.copyOf(rollback);
    }

    /** What the lines of {@link #apply} are written in. */
    public enum Language {
        SQL,
        REDIS,
        TEXT
    }

    /**
     * What it saves of one statement.
     *
     * @param share of the statement's database time that is saved, with its interval
     * @param callsSaved whether the calls themselves go away (N+1), so that round trips are saved as well
     */
    public record Saving(Fingerprint fingerprint, Estimate share, boolean callsSaved) {}

    /** Begins a recommendation; action and object are its identity. */
    public static RecommendationBuilder to(ActionType action, String object) {
        return new RecommendationBuilder(action, object);
    }

    /** The stable identity of an action on an object, whatever names its indexes have. */
    public static String id(ActionType action, String object) {
        // FNV-1a, 64 bit: stable across releases and Java versions, unlike hashCode of an enum.
        long hash = 0xcbf29ce484222325L;
        for (byte b : (action + " " + object).getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return String.format("NJ-%08x", (int) (hash ^ (hash >>> 32)));
    }
}
