package dev.nightjar.job.nightly;

import dev.nightjar.detect.CapacityOutlook;
import dev.nightjar.detect.ResponseTimeExplanation;
import dev.nightjar.detect.UnusualMetric;
import java.util.List;

/**
 * What detection says of the servers: what is to come of each resource, what the night's response time went with, and which
 * metrics were unlike themselves.
 *
 * @param outlooks one per resource of which anything is known
 */
record ServerStory(List<CapacityOutlook> outlooks, ResponseTimeExplanation responseTime, List<UnusualMetric> unusual) {
    ServerStory {
        outlooks = List.copyOf(outlooks);
        unusual = List.copyOf(unusual);
    }
}
