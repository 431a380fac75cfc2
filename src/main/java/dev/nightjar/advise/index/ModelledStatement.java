package dev.nightjar.advise.index;

import dev.nightjar.model.Fingerprint;
import dev.nightjar.model.schema.ObjectName;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A statement as it is planned.
 *
 * @param texts with different values
 * @param companions searches that come with each call: foreign keys that look for children of a deleted row
 * @param msPerDay measured; NaN when unknown
 * @param accesses what it and its companions ask of each table
 */
record ModelledStatement(
        Fingerprint fingerprint,
        List<Text> texts,
        List<Companion> companions,
        double callsPerDay,
        double msPerDay,
        Confidence confidence,
        List<TableAccess> accesses,
        boolean onlyForeignKeys) {

    /**
     * One form to plan.
     *
     * @param weight share of the calls that it stands for, 0–1
     */
    record Text(String sql, double weight) {}

    /**
     * A search that a call brings with it.
     *
     * @param perCall how often
     */
    record Companion(String text, ObjectName child, double perCall, List<TableAccess> accesses) {}

    Stream<TableAccess> allAccesses() {
        return Stream.concat(
                accesses.stream(), companions.stream().flatMap(companion -> companion.accesses().stream()));
    }

    Set<ObjectName> tables() {
        return allAccesses().map(TableAccess::table).collect(Collectors.toSet());
    }
}
