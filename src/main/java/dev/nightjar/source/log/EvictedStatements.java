package dev.nightjar.source.log;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sums of the statements that a digest no longer keeps, by fingerprint, so that one that comes back goes on from where
 * it was. Bounded: of too many, those that took the least time are forgotten but for a bit in a filter, which tells
 * that a statement may have been here (wrong for fewer than one of ten after a million of them).
 */
final class EvictedStatements {
    /** Statements whose sums are kept: about 20 MB. */
    static final int MOST = 1 << 18;

    private static final int FILTER_BITS = 1 << 22;
    private static final int LONGEST_FILTER = FILTER_BITS / Long.SIZE;

    /** What is kept of a statement; times in microseconds. */
    record Sums(long calls, long micros, long minMicros, long maxMicros, long prepared, long errors) {
        Sums plus(Sums other) {
            return new Sums(
                    calls + other.calls,
                    micros + other.micros,
                    Math.min(minMicros, other.minMicros),
                    Math.max(maxMicros, other.maxMicros),
                    prepared + other.prepared,
                    errors + other.errors);
        }
    }

    private final Map<Long, Sums> sums = new HashMap<>();
    private final BitSet forgotten = new BitSet();

    int size() {
        return sums.size();
    }

    /** Takes up a statement; gives whether it was not known here so far. */
    boolean add(long fingerprint, Sums itsSums) {
        boolean known = sums.containsKey(fingerprint) || isForgotten(fingerprint);
        sums.merge(fingerprint, itsSums, Sums::plus);
        if (sums.size() > MOST) {
            forgetLightest();
        }
        return !known;
    }

    /** Gives back what is known of a statement that is kept again; all zero where nothing is. */
    Sums take(long fingerprint) {
        Sums taken = sums.remove(fingerprint);
        return taken == null ? new Sums(0, 0, Long.MAX_VALUE, 0, 0, 0) : taken;
    }

    boolean contains(long fingerprint) {
        return sums.containsKey(fingerprint);
    }

    /** Whether the sums of the statement may have been forgotten. */
    boolean isForgotten(long fingerprint) {
        return forgotten.get(firstBit(fingerprint)) && forgotten.get(secondBit(fingerprint));
    }

    boolean hasForgotten() {
        return !forgotten.isEmpty();
    }

    /** Takes up what another digest forgot. */
    void addForgotten(EvictedStatements other) {
        forgotten.or(other.forgotten);
    }

    Map<Long, Sums> all() {
        return Map.copyOf(sums);
    }

    private void forgetLightest() {
        List<Map.Entry<Long, Sums>> order = new ArrayList<>(sums.entrySet());
        order.sort(Comparator.comparingLong(
                        (Map.Entry<Long, Sums> entry) -> entry.getValue().micros())
                .thenComparing(Map.Entry::getKey));
        for (Map.Entry<Long, Sums> light : order.subList(0, MOST / 4)) {
            long fingerprint = light.getKey();
            forgotten.set(firstBit(fingerprint));
            forgotten.set(secondBit(fingerprint));
            sums.remove(fingerprint);
        }
    }

    private static int firstBit(long fingerprint) {
        return (int) (fingerprint & (FILTER_BITS - 1));
    }

    private static int secondBit(long fingerprint) {
        return (int) (fingerprint >>> 32 & (FILTER_BITS - 1));
    }

    void write(DataOutput out) throws IOException {
        VarInts.write(out, sums.size());
        for (Map.Entry<Long, Sums> entry : sums.entrySet()) {
            Sums kept = entry.getValue();
            out.writeLong(entry.getKey());
            for (long value : new long[] {
                kept.calls(), kept.micros(), kept.minMicros(), kept.maxMicros(), kept.prepared(), kept.errors()
            }) {
                VarInts.write(out, value);
            }
        }
        long[] words = forgotten.toLongArray();
        VarInts.write(out, words.length);
        for (long word : words) {
            out.writeLong(word);
        }
    }

    void read(DataInput in) throws IOException {
        for (long n = VarInts.read(in); n > 0; n--) {
            long fingerprint = in.readLong();
            sums.put(
                    fingerprint,
                    new Sums(
                            VarInts.read(in),
                            VarInts.read(in),
                            VarInts.read(in),
                            VarInts.read(in),
                            VarInts.read(in),
                            VarInts.read(in)));
        }
        long length = VarInts.read(in);
        if (length < 0 || length > LONGEST_FILTER) {
            throw new IOException("a filter of " + length + " words");
        }
        long[] words = new long[(int) length];
        for (int i = 0; i < words.length; i++) {
            words[i] = in.readLong();
        }
        forgotten.or(BitSet.valueOf(words));
    }
}
