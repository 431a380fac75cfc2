package dev.nightjar.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that is so, and matters.
 *
 * @param id stable across nights: {@code CHECK:object}, see {@link #id(String, String)}
 * @param check from the catalogue, e.g. {@code PG-IDX-MISSING}
 * @param object what it is about, as a person names it, e.g. {@code public.parcel} or a statement's short text
 * @param fingerprints the statements concerned
 * @param title one sentence without a full stop
 * @param explanation a few sentences: what, since when, why
 * @param since when it began, where known
 * @param confidence 0–1
 * @param symptomOf ids of findings that explain this one
 */
public record Finding(
        String id,
        String check,
        String object,
        List<Fingerprint> fingerprints,
        Severity severity,
        String title,
        String explanation,
        List<Evidence> evidence,
        Impact impact,
        double confidence,
        Optional<Instant> since,
        List<String> symptomOf) {

    public Finding {
        fingerprints = List.copyOf(fingerprints);
        evidence = List.copyOf(evidence);
        symptomOf = List.copyOf(symptomOf);
    }

    /** Begins a finding about an object as a person names it. */
    public static FindingBuilder about(String check, String object) {
        return new FindingBuilder(check, object);
    }

    /** The stable identity of a check's finding about an object. */
    public static String id(String check, String object) {
        return check + ":" + object;
    }
}
