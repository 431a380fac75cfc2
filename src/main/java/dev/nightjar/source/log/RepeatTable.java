package dev.nightjar.source.log;

import dev.nightjar.model.Fingerprint;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Statements that were repeated: how often, and after which parent. Adds up. */
public final class RepeatTable {
    private static final int MOST_PARENTS = 8;
    private static final int MOST = 2000;

    /**
     * A statement repeated again and again.
     *
     * @param parent canonical text of the statement that ran before the repetitions most often, empty if none did
     * @param occurrences transactions, or runs within a session, in which it was repeated
     * @param calls in all of them
     */
    public record Repeat(
            Fingerprint fingerprint, String text, String parent, long occurrences, long calls, double totalMs) {

        public double callsPerOccurrence() {
            return (double) calls / occurrences;
        }
    }

    private static final class Tally {
        String text = "";
        long occurrences;
        long calls;
        long micros;
        final Map<String, Long> parents = new TreeMap<>();

        void parent(String parent, long count) {
            if (parents.containsKey(parent) || parents.size() < MOST_PARENTS) {
                parents.merge(parent, count, Long::sum);
            }
        }
    }

    private final Map<Long, Tally> tallies = new HashMap<>();

    void add(KnownStatement statement, String parent, long calls, long micros) {
        Tally tally = tallies.computeIfAbsent(statement.fingerprint(), key -> new Tally());
        tally.text = statement.text();
        tally.occurrences++;
        tally.calls += calls;
        tally.micros += micros;
        tally.parent(parent, 1);
        makeRoom();
    }

    /** Forgets a quarter, those with the fewest calls, when there are too many. */
    private void makeRoom() {
        if (tallies.size() <= MOST) {
            return;
        }
        List<Map.Entry<Long, Tally>> order = new ArrayList<>(tallies.entrySet());
        order.sort(Comparator.<Map.Entry<Long, Tally>>comparingLong(entry -> entry.getValue().calls)
                .thenComparing(Map.Entry::getKey));
        order.subList(0, MOST / 4).forEach(entry -> tallies.remove(entry.getKey()));
    }

    void add(RepeatTable other) {
        other.tallies.forEach((fingerprint, theirs) -> {
            Tally tally = tallies.computeIfAbsent(fingerprint, key -> new Tally());
            tally.text = theirs.text;
            tally.occurrences += theirs.occurrences;
            tally.calls += theirs.calls;
            tally.micros += theirs.micros;
            theirs.parents.forEach(tally::parent);
            makeRoom();
        });
    }

    /** The repeated statements, most calls first. */
    public List<Repeat> list() {
        List<Repeat> list = new ArrayList<>();
        tallies.forEach((fingerprint, tally) -> list.add(new Repeat(
                new Fingerprint(fingerprint),
                tally.text,
                tally.parents.entrySet().stream()
                        .max(Map.Entry.<String, Long>comparingByValue()
                                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                        .map(Map.Entry::getKey)
                        .orElse(""),
                tally.occurrences,
                tally.calls,
                tally.micros / 1000.0)));
        list.sort(Comparator.comparingLong(Repeat::calls).reversed().thenComparing(Repeat::fingerprint));
        return list;
    }

    void write(DataOutput out) throws IOException {
        VarInts.write(out, tallies.size());
        for (Map.Entry<Long, Tally> entry : tallies.entrySet()) {
            Tally tally = entry.getValue();
            out.writeLong(entry.getKey());
            DigestCodec.writeText(out, tally.text);
            VarInts.write(out, tally.occurrences);
            VarInts.write(out, tally.calls);
            VarInts.write(out, tally.micros);
            VarInts.write(out, tally.parents.size());
            for (Map.Entry<String, Long> parent : tally.parents.entrySet()) {
                DigestCodec.writeText(out, parent.getKey());
                VarInts.write(out, parent.getValue());
            }
        }
    }

    static RepeatTable read(DataInput in) throws IOException {
        RepeatTable table = new RepeatTable();
        for (long n = VarInts.read(in); n > 0; n--) {
            long fingerprint = in.readLong();
            Tally tally = new Tally();
            tally.text = DigestCodec.readText(in);
            tally.occurrences = VarInts.read(in);
            tally.calls = VarInts.read(in);
            tally.micros = VarInts.read(in);
            for (long parents = VarInts.read(in); parents > 0; parents--) {
                tally.parents.put(DigestCodec.readText(in), VarInts.read(in));
            }
            table.tallies.put(fingerprint, tally);
        }
        return table;
    }
}
