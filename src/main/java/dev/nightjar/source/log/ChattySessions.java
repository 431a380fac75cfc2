package dev.nightjar.source.log;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sessions that send many small statements one by one, by where they come from: most of their time goes into round
 * trips that the server never sees. Adds up; bounded.
 */
public final class ChattySessions {
    /** Statements from which on a session's habits show. */
    private static final int ENOUGH_STATEMENTS = 100;
    /** Statements a second, over the life of the session. A choice: 20 ms and less between one and the next. */
    private static final int PER_SECOND = 50;
    /** Mean duration below which a round trip within one data centre (0.2 to 1 ms) weighs as much as the work. */
    private static final int SMALL_MICROS = 1000;

    private static final int MOST = 200;

    /** The chatty sessions of one origin; {@code seconds} from their first statement to their last. */
    public record Chatter(Origin origin, long sessions, long statements, double totalMs, double seconds) {}

    private final Map<Origin, long[]> tallies = new TreeMap<>();

    /** A session that ended; counted if it was chatty. */
    void ended(Origin origin, long statements, long micros, long spanMicros) {
        boolean small = micros < statements * SMALL_MICROS;
        if (statements >= ENOUGH_STATEMENTS && small && statements * 1_000_000 >= spanMicros * PER_SECOND) {
            add(origin, new long[] {1, statements, micros, spanMicros});
        }
    }

    void add(ChattySessions other) {
        other.tallies.forEach(this::add);
    }

    private void add(Origin origin, long[] figures) {
        long[] known = tallies.get(origin);
        if (known == null && tallies.size() < MOST) {
            tallies.put(origin, figures.clone());
        } else if (known != null) {
            for (int i = 0; i < known.length; i++) {
                known[i] += figures[i];
            }
        }
    }

    /** By origin, most statements first. */
    public List<Chatter> list() {
        List<Chatter> list = new ArrayList<>();
        tallies.forEach(
                (origin, sums) -> list.add(new Chatter(origin, sums[0], sums[1], sums[2] / 1000.0, sums[3] / 1e6)));
        list.sort(Comparator.comparingLong(Chatter::statements).reversed().thenComparing(Chatter::origin));
        return list;
    }

    void write(DataOutput out) throws IOException {
        VarInts.write(out, tallies.size());
        for (Map.Entry<Origin, long[]> entry : tallies.entrySet()) {
            DigestCodec.writeText(out, entry.getKey().database());
            DigestCodec.writeText(out, entry.getKey().user());
            DigestCodec.writeText(out, entry.getKey().application());
            for (long sum : entry.getValue()) {
                VarInts.write(out, sum);
            }
        }
    }

    static ChattySessions read(DataInput in) throws IOException {
        ChattySessions table = new ChattySessions();
        for (long n = VarInts.read(in); n > 0; n--) {
            Origin origin = new Origin(DigestCodec.readText(in), DigestCodec.readText(in), DigestCodec.readText(in));
            table.add(origin, new long[] {VarInts.read(in), VarInts.read(in), VarInts.read(in), VarInts.read(in)});
        }
        return table;
    }
}
