package dev.nightjar.source.log;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Calls and time per hour of UTC, hours in order. Small arrays: most statements know few hours. */
public final class HourBuckets {
    /** About a quarter of a year; what is older than the first hours of a full table is added to its first. */
    private static final int MOST_HOURS = 2400;

    private static final long HOUR_MICROS = 3_600_000_000L;

    /** One hour of a statement. */
    public record Hour(Instant start, long calls, long micros) {}

    private int size;
    /** The slot of the hour that was added to last, and its start. */
    private int last;

    private long lastStart = Long.MIN_VALUE / 2;
    private int[] hours = new int[2];
    private long[] calls = new long[2];
    private long[] micros = new long[2];

    void add(long timeMicros, long duration) {
        long into = timeMicros - lastStart;
        if (into < 0 || into >= HOUR_MICROS || last >= size) {
            int hour = (int) Math.floorDiv(timeMicros, HOUR_MICROS);
            last = slot(hour);
            lastStart = hour * HOUR_MICROS;
        }
        calls[last]++;
        micros[last] += duration;
    }

    void add(HourBuckets other) {
        for (int i = 0; i < other.size; i++) {
            add(other.hours[i], other.calls[i], other.micros[i]);
        }
    }

    /** The hours in which something ran, in order. */
    public List<Hour> list() {
        List<Hour> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(new Hour(Instant.ofEpochSecond(hours[i] * 3600L), calls[i], micros[i]));
        }
        return list;
    }

    private void add(int hour, long moreCalls, long moreMicros) {
        int at = slot(hour);
        calls[at] += moreCalls;
        micros[at] += moreMicros;
    }

    private int slot(int hour) {
        int found = Arrays.binarySearch(hours, 0, size, hour);
        if (found >= 0) {
            return found;
        }
        int at = -found - 1;
        if (size == MOST_HOURS) {
            return Math.max(0, at - 1);
        }
        if (size == hours.length) {
            hours = Arrays.copyOf(hours, size * 2);
            calls = Arrays.copyOf(calls, size * 2);
            micros = Arrays.copyOf(micros, size * 2);
        }
        System.arraycopy(hours, at, hours, at + 1, size - at);
        System.arraycopy(calls, at, calls, at + 1, size - at);
        System.arraycopy(micros, at, micros, at + 1, size - at);
        hours[at] = hour;
        calls[at] = 0;
        micros[at] = 0;
        size++;
        lastStart = Long.MIN_VALUE / 2;
        return at;
    }

    void write(DataOutput out) throws IOException {
        VarInts.write(out, size);
        int before = 0;
        for (int i = 0; i < size; i++) {
            VarInts.write(out, hours[i] - before);
            VarInts.write(out, calls[i]);
            VarInts.write(out, micros[i]);
            before = hours[i];
        }
    }

    static HourBuckets read(DataInput in) throws IOException {
        HourBuckets buckets = new HourBuckets();
        int size = (int) VarInts.read(in);
        int hour = 0;
        for (int i = 0; i < size; i++) {
            hour += (int) VarInts.read(in);
            buckets.add(hour, VarInts.read(in), VarInts.read(in));
        }
        return buckets;
    }
}
