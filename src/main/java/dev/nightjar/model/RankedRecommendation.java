package dev.nightjar.model;

import java.util.List;

/**
 * A recommendation with its place in the one list.
 *
 * @param priority 0–100: 100 · (1 − (1 − P30) · (1 − U))
 * @param standAlone database seconds per day saved if it were the only one
 * @param marginal database seconds per day it adds to those above it; these add up
 * @param valuePercent confident net value in percent of all database time
 * @param coveredBy ids of recommendations that leave it next to nothing to save
 */
public record RankedRecommendation(
        Recommendation recommendation,
        int priority,
        Severity band,
        Estimate standAlone,
        Estimate marginal,
        double valuePercent,
        List<String> coveredBy) {

    public RankedRecommendation {
        coveredBy = List.copyOf(coveredBy);
    }
}
