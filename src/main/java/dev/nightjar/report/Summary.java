package dev.nightjar.report;

import dev.nightjar.model.Estimate;
import dev.nightjar.model.Severity;
import java.util.List;

/**
 * What the first page says.
 *
 * @param level INFO when nothing needs doing
 * @param savings of all recommendations together, database seconds per day
 * @param actNow ids of recommendations that cannot wait, at most three
 * @param top ids of the next best recommendations, at most five
 * @param fresh ids of findings that are new tonight
 * @param worse ids of findings that got worse
 * @param better ids of findings that got better
 * @param resolved what earlier nights found and this one did not
 */
public record Summary(
        Severity level,
        String verdict,
        int critical,
        Estimate savings,
        List<String> actNow,
        List<String> top,
        List<String> fresh,
        List<String> worse,
        List<String> better,
        List<FindingHistory> resolved) {}
