package dev.nightjar.job.nightly;

import dev.nightjar.detect.CapacityOutlook;
import dev.nightjar.detect.ResponseTimeExplanation;
import java.util.List;

/**
 * What detection says of the servers: what is to come of each resource, and what the night's response time went with.
 *
 * @param outlooks one per resource of which anything is known
 */
record Ahead(List<CapacityOutlook> outlooks, ResponseTimeExplanation responseTime) {
    Ahead {
        outlooks = List.copyOf(outlooks);
    }
}
