package dev.nightjar.source.log;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** One sum for each {@link LogCounter}. */
final class Counters {
    private static final int SIZE = LogCounter.values().length;

    private final long[] sums = new long[SIZE];

    long get(LogCounter counter) {
        return sums[index(counter)];
    }

    void add(LogCounter counter, long by) {
        sums[index(counter)] += by;
    }

    void add(Counters other) {
        for (int i = 0; i < SIZE; i++) {
            sums[i] += other.sums[i];
        }
    }

    void clear() {
        Arrays.fill(sums, 0);
    }

    void write(DataOutput out) throws IOException {
        VarInts.write(out, SIZE);
        for (long sum : sums) {
            VarInts.write(out, sum);
        }
    }

    /** Counters are only ever added at the end: what an earlier release did not know is 0. */
    static Counters read(DataInput in) throws IOException {
        Counters counters = new Counters();
        long size = VarInts.read(in);
        for (int i = 0; i < size; i++) {
            long sum = VarInts.read(in);
            if (i < SIZE) {
                counters.sums[i] = sum;
            }
        }
        return counters;
    }

    @SuppressWarnings("EnumOrdinal") // An array of sums is what the inner loop can afford.
    private static int index(LogCounter counter) {
        return counter.ordinal();
    }
}
