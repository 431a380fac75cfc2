package dev.nightjar.store;

import dev.nightjar.model.Window;
import java.util.List;

/**
 * How much of a lookback one source saw.
 *
 * @param share of the lookback that lies between two of its snapshots, 0–1
 * @param snapshots of it in the lookback that ended an interval
 * @param resets the intervals within which its counters were reset
 */
public record SourceCoverage(String source, double share, int snapshots, List<Window> resets) {

    public SourceCoverage {
        resets = List.copyOf(resets);
    }
}
