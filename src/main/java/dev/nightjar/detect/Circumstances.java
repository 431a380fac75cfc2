package dev.nightjar.detect;

import java.util.Map;

/**
 * What is known around the statements beyond their counters; detection without it says less about why.
 *
 * @param statements by statement
 * @param redisHitRate share of look-ups that the cache in front answered, per step, 0 to 1, NaN where unknown; an empty array
 *     when not collected
 */
@SuppressWarnings("ArrayRecordComponent") // numeric columns, shared and never changed
public record Circumstances(Map<String, StatementCircumstances> statements, double[] redisHitRate) {
    public Circumstances {
        statements = Map.copyOf(statements);
    }

    public static Circumstances unknown() {
        return new Circumstances(Map.of(), new double[0]);
    }

    StatementCircumstances of(String statement) {
        return statements.getOrDefault(statement, StatementCircumstances.UNKNOWN);
    }
}
