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
 * @param texts with different values; the cost is their mean
 * @param companions searches that come with each call: foreign keys that look for children of a deleted row
 * @param msPerDay measured; NaN when unknown
 * @param accesses what it and its companions ask of each table
 */
record ModelledStatement(
        Fingerprint fingerprint,
        List<String> texts,
        List<Companion> companions,
        double callsPerDay,
        double msPerDay,
        Confidence confidence,
        List<TableAccess> accesses,
        boolean onlyForeignKeys) {

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
