package dev.nightjar.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says a finding step by step; begin with {@link Finding#about}. */
public final class FindingBuilder {
    private final String check;
    private final String object;
    private String id;
    private final List<Fingerprint> fingerprints = new ArrayList<>();
    private final List<Evidence> evidence = new ArrayList<>();
    private final List<String> symptomOf = new ArrayList<>();
    private Severity severity = Severity.INFO;
    private String title = "";
    private String explanation = "";
    private Impact impact = Impact.NONE;
    private double confidence = 0.8;
    private Optional<Instant> since = Optional.empty();

    FindingBuilder(String check, String object) {
        this.check = check;
        this.object = object;
        this.id = Finding.id(check, object);
    }

    /** What identifies the object across nights, where its name for a person is not stable. */
    public FindingBuilder identifiedBy(String key) {
        id = Finding.id(check, key);
        return this;
    }

    public FindingBuilder statement(Fingerprint fingerprint) {
        fingerprints.add(fingerprint);
        return this;
    }

    public FindingBuilder severity(Severity value) {
        severity = value;
        return this;
    }

    public FindingBuilder title(String text) {
        title = text;
        return this;
    }

    public FindingBuilder explained(String text) {
        explanation = text;
        return this;
    }

    public FindingBuilder evidence(Evidence one) {
        evidence.add(one);
        return this;
    }

    /** A figure, left out where it is unknown. */
    public FindingBuilder figure(String metric, double value, String unit, String window, String source) {
        if (!Double.isNaN(value)) {
            evidence.add(Evidence.figure(metric, value, unit, window, source));
        }
        return this;
    }

    public FindingBuilder costs(double secondsPerDay, double share) {
        impact = new Impact(secondsPerDay, share);
        return this;
    }

    public FindingBuilder confidence(double value) {
        confidence = value;
        return this;
    }

    public FindingBuilder since(Instant moment) {
        since = Optional.of(moment);
        return this;
    }

    public FindingBuilder symptomOf(String findingId) {
        symptomOf.add(findingId);
        return this;
    }

    public Finding build() {
        return new Finding(
                id,
                check,
                object,
                fingerprints,
                severity,
                title,
                explanation,
                evidence,
                impact,
                confidence,
                since,
                symptomOf);
    }
}
