package dev.nightjar.report;

import dev.nightjar.model.Evidence;
import dev.nightjar.model.Impact;
import dev.nightjar.model.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A finding with what earlier nights know of it. */
public record ReportFinding(
        String id,
        String check,
        String object,
        FindingHistory.Status status,
        Severity severity,
        Kind kind,
        String title,
        String explanation,
        List<String> causeOf,
        List<String> symptomOf,
        List<String> fingerprints,
        Instant firstSeen,
        Instant lastSeen,
        int nightsSeen,
        Optional<Instant> since,
        Impact impact,
        List<Evidence> evidence,
        double confidence) {

    /** Whether there is something to do about it, or about another that explains it. */
    public enum Kind {
        PROBLEM,
        SYMPTOM,
        INFORMATION
    }
}
