package dev.nightjar.advise.health;

import dev.nightjar.model.InstanceMetric;
import dev.nightjar.model.Sample;
import dev.nightjar.model.SessionsMetric;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.SubjectKind;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What sessions did at the moments of the samples of the report's window. */
record SessionSamples(CheckInput input) {

    static final String ACTIVE = "active";
    static final String IDLE_IN_TRANSACTION = "idle in transaction";

    /** Sessions seen in this state over all samples. */
    double count(Predicate<Subject> what) {
        return input.night()
                .of(SubjectKind.SESSIONS)
                .filter(history -> what.test(history.subject()))
                .mapToDouble(this::seen)
                .sum();
    }

    /** The same by an attribute, e.g. the role. */
    Map<String, Double> countBy(String attribute, Predicate<Subject> what) {
        Map<String, Double> counts = new TreeMap<>();
        input.night()
                .of(SubjectKind.SESSIONS)
                .filter(history -> what.test(history.subject()))
                .forEach(history -> counts.merge(history.subject().attribute(attribute), seen(history), Double::sum));
        return counts;
    }

    /** How many times sessions were looked at; NaN where it is not known. */
    double samples() {
        return input.instance()
                .map(history -> history.night(InstanceMetric.SNAPSHOTS))
                .orElse(Double.NaN);
    }

    boolean areKnown() {
        return input.night().of(SubjectKind.SESSIONS).findAny().isPresent();
    }

    static boolean isActive(Subject subject) {
        return subject.attribute(Subject.STATE).equals(ACTIVE);
    }

    static boolean isIdleInTransaction(Subject subject) {
        return subject.attribute(Subject.STATE).startsWith(IDLE_IN_TRANSACTION);
    }

    static boolean waitsFor(Subject subject, String type) {
        return isActive(subject) && subject.attribute(Subject.WAIT_TYPE).equals(type);
    }

    private double seen(SubjectHistory history) {
        return history.samples().stream()
                .filter(sample ->
                        sample.interval().to().isAfter(input.night().window().from()))
                .map(Sample::measures)
                .mapToDouble(measures -> measures.known(SessionsMetric.COUNT))
                .sum();
    }
}
