package dev.nightjar.model;

import java.util.List;
import java.util.stream.Stream;

/** What one or several checks concluded: what is so, what to do, and what they could not judge. */
public record Advice(List<Finding> findings, List<Recommendation> recommendations, List<NotAssessed> notAssessed) {

    /** Nothing found, everything looked at. */
    public static final Advice NONE = new Advice(List.of(), List.of(), List.of());

    public Advice {
        findings = List.copyOf(findings);
        recommendations = List.copyOf(recommendations);
        notAssessed = List.copyOf(notAssessed);
    }

    /** One finding with what can be done about it, which may be nothing. */
    public static Advice of(Finding finding, Recommendation... recommendations) {
        return new Advice(List.of(finding), List.of(recommendations), List.of());
    }

    /** A check that could not be judged. */
    public static Advice notAssessed(String check, String reason, String remedy) {
        return new Advice(List.of(), List.of(), List.of(new NotAssessed(check, reason, remedy)));
    }

    /** Both, in this order. */
    public Advice plus(Advice other) {
        return new Advice(
                concat(findings, other.findings),
                concat(recommendations, other.recommendations),
                concat(notAssessed, other.notAssessed));
    }

    private static <T> List<T> concat(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /**
     * A check that could not be judged: neither a finding nor the absence of one.
     *
     * @param check from the catalogue, e.g. {@code PG-CACHE}
     * @param reason what is missing, one sentence without a full stop
     * @param remedy the exact statement, setting or line of the job file that would fix it; empty where none would
     */
    public record NotAssessed(String check, String reason, String remedy) {}
}
