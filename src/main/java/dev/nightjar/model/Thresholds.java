package dev.nightjar.model;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The limits in force for one target: the standard ones, and what its job file sets instead.
 *
 * @param overrides by {@link Threshold#key()}
 */
public record Thresholds(SortedMap<String, Double> overrides) {

    /** All as they come. */
    public static final Thresholds STANDARD = new Thresholds(new TreeMap<>());

    public Thresholds {
        overrides = Collections.unmodifiableSortedMap(new TreeMap<>(overrides));
    }

    /**
     * The overrides of a job file.
     *
     * @param known every threshold there is
     * @throws UnknownThresholdException if an override names none of them, or its value is not a finite number
     */
    public static Thresholds of(Map<String, Double> overrides, Collection<? extends Threshold> known) {
        List<String> keys = known.stream().map(Threshold::key).sorted().toList();
        overrides.forEach((key, value) -> {
            if (!keys.contains(key)) {
                throw new UnknownThresholdException(
                        "there is no threshold named " + key + "; use one of " + String.join(", ", keys));
            }
            if (!Double.isFinite(value)) {
                throw new UnknownThresholdException("the threshold " + key + " is " + value + "; give a finite number");
            }
        });
        return new Thresholds(new TreeMap<>(overrides));
    }

    /** The value in force. */
    public double get(Threshold threshold) {
        return overrides.getOrDefault(threshold.key(), threshold.standard());
    }

    /** Whether the job file sets it. */
    public boolean isOverridden(Threshold threshold) {
        return overrides.containsKey(threshold.key());
    }
}
