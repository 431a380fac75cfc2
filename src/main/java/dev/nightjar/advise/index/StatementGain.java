package dev.nightjar.advise.index;

import dev.nightjar.model.Estimate;
import dev.nightjar.model.Fingerprint;

/**
 * What an index does for a statement, everything else that is advised being there.
 *
 * @param costBefore planner units per call
 * @param costAfter planner units per call
 * @param saved share of the statement's time, 0–1
 * @param savedMsPerDay by the middle of {@code saved}; NaN when the statement's time is unknown
 * @param planBefore tree without values
 * @param planAfter tree without values
 */
public record StatementGain(
        Fingerprint fingerprint,
        double callsPerDay,
        double costBefore,
        double costAfter,
        Estimate saved,
        double savedMsPerDay,
        Confidence confidence,
        String planBefore,
        String planAfter) {}
