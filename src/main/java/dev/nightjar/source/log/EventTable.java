package dev.nightjar.source.log;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts of events that are the same by {@link EventKey}, bounded; what no longer fits is counted in sum. */
public final class EventTable {
    private static final int MOST_KEYS = 1000;

    /**
     * One kind of event.
     *
     * @param micros time that belongs to it (waited, worked), 0 where none does
     * @param statement canonical text of a statement it happened to, empty where unknown
     * @param fingerprint of that statement, 0 where unknown
     */
    public record Occurrence(
            EventKey key, long count, long micros, Instant first, Instant last, String statement, long fingerprint) {}

    private static final class Tally {
        long count;
        long micros;
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        String statement = "";
        long fingerprint;

        void seen(long time) {
            if (time != LogEntry.NO_TIME) {
                first = Math.min(first, time);
                last = Math.max(last, time);
            }
        }

        /** Of several statements the one that sorts first, so that the order of reading does not matter. */
        void happenedTo(String text, long itsFingerprint) {
            if (!text.isEmpty() && (statement.isEmpty() || text.compareTo(statement) < 0)) {
                statement = text;
                fingerprint = itsFingerprint;
            }
        }
    }

    private final Map<EventKey, Tally> tallies = new HashMap<>();
    private long more;

    void add(EventKey key, long time, long count, long micros, KnownStatement... statements) {
        Tally tally = tally(key, count);
        tally.count += count;
        tally.micros += micros;
        tally.seen(time);
        for (KnownStatement statement : statements) {
            tally.happenedTo(statement.text(), statement.fingerprint());
        }
    }

    void add(EventTable other) {
        more += other.more;
        other.tallies.forEach((key, theirs) -> {
            Tally tally = tally(key, theirs.count);
            tally.count += theirs.count;
            tally.micros += theirs.micros;
            tally.first = Math.min(tally.first, theirs.first);
            tally.last = Math.max(tally.last, theirs.last);
            tally.happenedTo(theirs.statement, theirs.fingerprint);
        });
    }

    private Tally tally(EventKey key, long count) {
        Tally known = tallies.get(key);
        if (known != null) {
            return known;
        }
        if (tallies.size() >= MOST_KEYS) {
            more += count;
            return new Tally();
        }
        Tally fresh = new Tally();
        tallies.put(key, fresh);
        return fresh;
    }

    /** The events, most frequent first. */
    public List<Occurrence> list() {
        List<Occurrence> list = new ArrayList<>(tallies.size());
        tallies.forEach((key, tally) -> {
            if (tally.count != 0) {
                list.add(new Occurrence(
                        key,
                        tally.count,
                        tally.micros,
                        tally.first == Long.MAX_VALUE ? Instant.EPOCH : Micros.toInstant(tally.first),
                        tally.last == Long.MIN_VALUE ? Instant.EPOCH : Micros.toInstant(tally.last),
                        tally.statement,
                        tally.fingerprint));
            }
        });
        list.sort(Comparator.comparingLong(Occurrence::count).reversed().thenComparing(Occurrence::key));
        return list;
    }

    /** Events that no longer fitted. */
    public long more() {
        return more;
    }

    void write(DataOutput out) throws IOException {
        VarInts.write(out, more);
        VarInts.write(out, tallies.size());
        for (Map.Entry<EventKey, Tally> entry : tallies.entrySet()) {
            DigestCodec.writeText(out, entry.getKey().kind());
            DigestCodec.writeText(out, entry.getKey().code());
            DigestCodec.writeText(out, entry.getKey().text());
            DigestCodec.writeText(out, entry.getKey().other());
            Tally tally = entry.getValue();
            VarInts.write(out, tally.count);
            VarInts.write(out, tally.micros);
            VarInts.write(out, tally.first);
            VarInts.write(out, tally.last);
            DigestCodec.writeText(out, tally.statement);
            out.writeLong(tally.fingerprint);
        }
    }

    static EventTable read(DataInput in) throws IOException {
        EventTable table = new EventTable();
        table.more = VarInts.read(in);
        for (long n = VarInts.read(in); n > 0; n--) {
            EventKey key = new EventKey(
                    DigestCodec.readText(in),
                    DigestCodec.readText(in),
                    DigestCodec.readText(in),
                    DigestCodec.readText(in));
            Tally tally = new Tally();
            tally.count = VarInts.read(in);
            tally.micros = VarInts.read(in);
            tally.first = VarInts.read(in);
            tally.last = VarInts.read(in);
            tally.statement = DigestCodec.readText(in);
            tally.fingerprint = in.readLong();
            table.tallies.put(key, tally);
        }
        return table;
    }
}
