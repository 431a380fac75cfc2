package dev.nightjar.store;

import dev.nightjar.model.Window;
import java.util.List;

/**
 * How much of a lookback one source saw.
 *
 * @param share of the lookback that lies between two of its snapshots, 0–1
 * @param intervals between its snapshots, in order of time
 * @param resets the intervals within which its counters were reset
 */
public record SourceCoverage(String source, double share, List<Window> intervals, List<Window> resets) {

    public SourceCoverage {
        intervals = List.copyOf(intervals);
        resets = List.copyOf(resets);
    }
}
