package dev.nightjar.source.log;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Counts of durations in log-linear buckets: percentiles within 1.6 % of the true value, merged exactly by adding.
 *
 * <p>Method: 32 buckets per power of two of microseconds, exact below 64 µs (HdrHistogram's scheme); but only the
 * range that occurs is kept, so that a statement costs tens of bytes rather than the kilobytes of an HdrHistogram and
 * tens of thousands of statements fit the memory bound.
 */
public final class LatencySketch {
    private static final int LINEAR = 64;
    private static final int PER_POWER = 32;

    private int first;
    private int[] counts = {};

    void record(long micros) {
        int bucket = bucket(micros);
        reach(bucket, bucket);
        counts[bucket - first]++;
    }

    void add(LatencySketch other) {
        if (other.counts.length == 0) {
            return;
        }
        reach(other.first, other.first + other.counts.length - 1);
        for (int i = 0; i < other.counts.length; i++) {
            counts[other.first - first + i] += other.counts[i];
        }
    }

    /** Microseconds that the given share (0 to 1) of the durations does not exceed; NaN if there is none. */
    public double quantile(double share) {
        long total = 0;
        for (int count : counts) {
            total += count;
        }
        if (total == 0) {
            return Double.NaN;
        }
        long rank = Math.max(1, (long) Math.ceil(share * total));
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return middle(first + i);
            }
        }
        return middle(first + counts.length - 1);
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(first);
        out.writeInt(counts.length);
        for (int count : counts) {
            VarInts.write(out, count);
        }
    }

    static LatencySketch read(DataInput in) throws IOException {
        LatencySketch sketch = new LatencySketch();
        sketch.first = in.readInt();
        sketch.counts = new int[in.readInt()];
        for (int i = 0; i < sketch.counts.length; i++) {
            sketch.counts[i] = (int) VarInts.read(in);
        }
        return sketch;
    }

    private void reach(int low, int high) {
        if (counts.length == 0) {
            first = low;
            counts = new int[high - low + 1];
            return;
        }
        int last = first + counts.length - 1;
        if (low < first) {
            int more = Math.max(first - low, Math.min(first, counts.length / 4));
            int[] wider = new int[counts.length + more];
            System.arraycopy(counts, 0, wider, more, counts.length);
            counts = wider;
            first -= more;
        }
        if (high > last) {
            counts = Arrays.copyOf(counts, Math.max(high - first + 1, counts.length + counts.length / 4));
        }
    }

    private static int bucket(long micros) {
        if (micros < LINEAR) {
            return (int) Math.max(0, micros);
        }
        int power = 63 - Long.numberOfLeadingZeros(micros);
        return LINEAR + (power - 6) * PER_POWER + (int) ((micros >>> (power - 5)) & (PER_POWER - 1));
    }

    private static double middle(int bucket) {
        if (bucket < LINEAR) {
            return bucket;
        }
        int power = (bucket - LINEAR) / PER_POWER + 6;
        int part = (bucket - LINEAR) % PER_POWER;
        double width = Math.scalb(1.0, power - 5);
        return Math.scalb(1.0, power) + (part + 0.5) * width;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LatencySketch that && trimmed(this).equals(trimmed(that));
    }

    @Override
    public int hashCode() {
        return trimmed(this).hashCode();
    }

    /** The occupied buckets: unused room differs with the order of merging. */
    private static String trimmed(LatencySketch sketch) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < sketch.counts.length; i++) {
            if (sketch.counts[i] != 0) {
                text.append(sketch.first + i)
                        .append(':')
                        .append(sketch.counts[i])
                        .append(' ');
            }
        }
        return text.toString();
    }
}
