package dev.nightjar.source.postgres;

import dev.nightjar.model.Measures;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps a statement's counters from falling when the server evicts one of the several entries it consists of: what an
 * entry had counted when it was last seen is carried on, as long as the statement itself is there. A fall would look like
 * a reset, and all that the remaining entries ever counted like the work of one interval.
 *
 * <p>Remembers from visit to visit of one process, within one epoch of the counters.
 */
final class EvictedEntries {
    private String epoch = "";
    private Map<String, Seen> last = Map.of();
    private final Map<String, Measures> carried = new HashMap<>();

    /**
     * One entry of the server.
     *
     * @param subject key of the statement that it belongs to
     */
    record Seen(String subject, Measures measures) {}

    /**
     * Notes what is there now.
     *
     * @param entries by the server's own identity of an entry
     */
    void visit(String currentEpoch, Map<String, Seen> entries) {
        if (currentEpoch.equals(epoch)) {
            last.forEach((name, before) -> {
                Seen now = entries.get(name);
                if (now == null || now.measures().fellSince(before.measures())) {
                    carried.merge(before.subject(), before.measures(), Measures::plus);
                }
            });
            carried.keySet()
                    .retainAll(entries.values().stream().map(Seen::subject).toList());
        } else {
            carried.clear();
        }
        epoch = currentEpoch;
        last = Map.copyOf(entries);
    }

    /** A statement's counters with those of its entries that are gone; levels stay as they are. */
    Measures withEvicted(String subject, Measures present) {
        Measures gone = carried.get(subject);
        return gone == null ? present : gone.plus(present);
    }
}
