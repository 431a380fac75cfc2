package dev.nightjar.model;

import java.util.Map;
import java.util.Optional;

/**
 * One subject as a source saw it at one moment: counters since their last reset, levels as they are.
 *
 * @param measures of the subject as a whole
 * @param parts what it is made of, where the server counts and forgets each part by itself; each is compared with itself,
 *     so that one that goes is no fall of the whole. Empty when it is one thing
 */
public record Observation(Subject subject, Measures measures, Map<String, Measures> parts) {

    public Observation {
        parts = Map.copyOf(parts);
    }

    /** A subject without parts. */
    public Observation(Subject subject, Measures measures) {
        this(subject, measures, Map.of());
    }

    /** What happened since an earlier look at the same subject; counters that fell began again at 0. */
    Measures since(Observation earlier) {
        if (parts.isEmpty() || earlier.parts.isEmpty()) {
            return since(Optional.of(earlier.measures), measures);
        }
        Measures sum = parts.entrySet().stream()
                .map(part -> since(Optional.ofNullable(earlier.parts.get(part.getKey())), part.getValue()))
                .reduce(Measures::plus)
                .orElseThrow();
        return Measures.read(sum.kind(), metric -> metric.isCounter() ? sum.get(metric) : measures.get(metric));
    }

    /** Whether any counter began again since an earlier look, so that what happened since is a lower bound. */
    boolean beganAgainSince(Observation earlier) {
        if (parts.isEmpty() || earlier.parts.isEmpty()) {
            return measures.fellSince(earlier.measures);
        }
        return parts.entrySet().stream().anyMatch(part -> {
            Measures before = earlier.parts.get(part.getKey());
            return before != null && part.getValue().fellSince(before);
        });
    }

    private static Measures since(Optional<Measures> before, Measures now) {
        return before.filter(then -> !now.fellSince(then)).map(now::since).orElse(now);
    }
}
