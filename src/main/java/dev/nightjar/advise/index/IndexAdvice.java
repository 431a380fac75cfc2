package dev.nightjar.advise.index;

import java.util.List;

/**
 * The answer of the advisor.
 *
 * @param baselineCost of the workload as the target is: planned cost times calls, weighted by measured time where known
 * @param recommendedCost with the proposals
 * @param proposals best first
 * @param whatIfCalls questions to the shadow planner
 * @param planner what answered them
 */
public record IndexAdvice(
        double baselineCost,
        double recommendedCost,
        List<IndexProposal> proposals,
        List<Rejected> rejected,
        List<NotModelled> notModelled,
        long whatIfCalls,
        double seconds,
        String planner) {

    public IndexAdvice {
        proposals = List.copyOf(proposals);
        rejected = List.copyOf(rejected);
        notModelled = List.copyOf(notModelled);
    }

    /** An index that was thought of, and why it is not advised. */
    public record Rejected(String definition, String reason) {}

    /** A statement or object without what-if costs, and why. */
    public record NotModelled(String query, String reason) {}
}
