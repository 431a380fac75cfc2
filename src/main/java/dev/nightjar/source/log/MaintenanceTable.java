package dev.nightjar.source.log;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What autovacuum did to each table, and what it cost. Sums and extremes only, so that parts add up; bounded. */
public final class MaintenanceTable {
    private static final int MOST = 2000;
    private static final int FIGURES = 9;

    /**
     * The runs of one kind over one table.
     *
     * @param table database, schema and name with dots between
     * @param kind {@code vacuum}, {@code aggressive vacuum}, {@code vacuum to prevent wraparound} or {@code analyze}
     * @param deadNotRemovable the most that one run had to leave, as some transaction might still see them
     * @param indexScans passes over all indexes
     * @param buffersRead pages read from outside of the shared buffers
     */
    public record Work(
            String table,
            String kind,
            long runs,
            double elapsedSeconds,
            double cpuSeconds,
            long tuplesRemoved,
            long deadNotRemovable,
            long indexScans,
            long buffersRead,
            long buffersDirtied,
            long walBytes,
            Instant last) {}

    private record Key(String table, String kind) implements Comparable<Key> {
        @Override
        public int compareTo(Key that) {
            int order = table.compareTo(that.table);
            return order != 0 ? order : kind.compareTo(that.kind);
        }
    }

    /** In this order: runs, elapsed and CPU microseconds, removed, index scans, read, dirtied, WAL; then the extremes. */
    private static final class Tally {
        final long[] sums = new long[FIGURES - 1];
        long mostNotRemovable;
        long last = Long.MIN_VALUE;

        void add(Tally other) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += other.sums[i];
            }
            mostNotRemovable = Math.max(mostNotRemovable, other.mostNotRemovable);
            last = Math.max(last, other.last);
        }
    }

    private final Map<Key, Tally> tallies = new TreeMap<>();
    private long more;

    void add(TableMaintenance work, long time) {
        Tally tally = new Tally();
        double[] figures = {
            1,
            work.elapsedSeconds() * 1e6,
            work.cpuSeconds() * 1e6,
            work.tuplesRemoved(),
            work.indexScans(),
            work.buffersRead(),
            work.buffersDirtied(),
            work.walBytes()
        };
        for (int i = 0; i < figures.length; i++) {
            tally.sums[i] = known(figures[i]);
        }
        tally.mostNotRemovable = known(work.deadNotRemovable());
        tally.last = time;
        add(new Key(work.table(), work.kind()), tally);
    }

    /** What the log does not say adds nothing. */
    private static long known(double figure) {
        return Double.isNaN(figure) ? 0 : Math.round(figure);
    }

    void add(MaintenanceTable other) {
        more += other.more;
        other.tallies.forEach(this::add);
    }

    private void add(Key key, Tally work) {
        Tally known = tallies.get(key);
        if (known != null) {
            known.add(work);
        } else if (tallies.size() < MOST) {
            Tally fresh = new Tally();
            fresh.add(work);
            tallies.put(key, fresh);
        } else {
            more += work.sums[0];
        }
    }

    /** The work, most time first. */
    public List<Work> list() {
        List<Work> list = new ArrayList<>();
        tallies.forEach((key, tally) -> list.add(new Work(
                key.table,
                key.kind,
                tally.sums[0],
                tally.sums[1] / 1e6,
                tally.sums[2] / 1e6,
                tally.sums[3],
                tally.mostNotRemovable,
                tally.sums[4],
                tally.sums[5],
                tally.sums[6],
                tally.sums[7],
                tally.last == LogEntry.NO_TIME ? Instant.EPOCH : Micros.toInstant(tally.last))));
        list.sort(Comparator.comparingDouble(Work::elapsedSeconds)
                .thenComparingLong(Work::runs)
                .reversed()
                .thenComparing(Work::table)
                .thenComparing(Work::kind));
        return list;
    }

    /** Runs over tables that no longer fitted. */
    public long more() {
        return more;
    }

    void write(DataOutput out) throws IOException {
        VarInts.write(out, more);
        VarInts.write(out, tallies.size());
        for (Map.Entry<Key, Tally> entry : tallies.entrySet()) {
            DigestCodec.writeText(out, entry.getKey().table);
            DigestCodec.writeText(out, entry.getKey().kind);
            for (long sum : entry.getValue().sums) {
                VarInts.write(out, sum);
            }
            VarInts.write(out, entry.getValue().mostNotRemovable);
            VarInts.write(out, entry.getValue().last);
        }
    }

    static MaintenanceTable read(DataInput in) throws IOException {
        MaintenanceTable table = new MaintenanceTable();
        table.more = VarInts.read(in);
        for (long n = VarInts.read(in); n > 0; n--) {
            Key key = new Key(DigestCodec.readText(in), DigestCodec.readText(in));
            Tally tally = new Tally();
            for (int i = 0; i < tally.sums.length; i++) {
                tally.sums[i] = VarInts.read(in);
            }
            tally.mostNotRemovable = VarInts.read(in);
            tally.last = VarInts.read(in);
            table.add(key, tally);
        }
        return table;
    }

    /** From the first version of stored digests, which knew runs and their time only. */
    static MaintenanceTable of(EventTable runs) {
        MaintenanceTable table = new MaintenanceTable();
        for (EventTable.Occurrence run : runs.list()) {
            Tally tally = new Tally();
            tally.sums[0] = run.count();
            tally.sums[1] = run.micros();
            tally.last = Micros.of(run.last());
            table.add(new Key(run.key().text(), run.key().kind()), tally);
        }
        return table;
    }
}
