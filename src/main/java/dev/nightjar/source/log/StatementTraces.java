package dev.nightjar.source.log;

import dev.nightjar.model.Fingerprint;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * How long each statement waited for locks and which plans it had, hour by hour: what tells why it became slower. Waits shorter
 * than {@code deadlock_timeout} and plans faster than {@code auto_explain.log_min_duration} are not logged, so not here.
 */
public final class StatementTraces {
    /** Hours of statements that are kept; what comes later is not, and {@link #isFull} says so. */
    static final int MOST_HOURS = 50_000;

    /** A statement with more shapes in one hour has a new one for each parameter, which tells nothing: none is kept. */
    private static final int MOST_SHAPES = 16;

    private static final int SHAPELESS = -1;

    private static final long HOUR_MICROS = 3_600_000_000L;

    private final Map<Long, SortedMap<Long, Hour>> statements = new HashMap<>();
    private final Predicate<Fingerprint> wanted;
    private final int most;
    private int hours;
    private boolean full;
    private long firstTime = Long.MAX_VALUE;

    /** What one statement did in one hour: time waited, and the first time of each shape of plan. */
    private static final class Hour {
        private long waitMicros;
        private boolean shapeless;
        private final SortedMap<Long, Long> firstOfShape = new TreeMap<>();

        void planned(long shape, long time) {
            if (!shapeless) {
                firstOfShape.merge(shape, time, Math::min);
                if (firstOfShape.size() > MOST_SHAPES) {
                    becomeShapeless();
                }
            }
        }

        void becomeShapeless() {
            shapeless = true;
            firstOfShape.clear();
        }

        void add(Hour other) {
            waitMicros += other.waitMicros;
            other.firstOfShape.forEach(this::planned);
            if (other.shapeless) {
                becomeShapeless();
            }
        }
    }

    /** Of all statements, within a bound. */
    public StatementTraces() {
        this(any -> true, MOST_HOURS);
    }

    private StatementTraces(Predicate<Fingerprint> wanted, int most) {
        this.wanted = wanted;
        this.most = most;
    }

    /** To sum up weeks of logs of a few statements, without a bound. */
    public static StatementTraces only(Set<Fingerprint> statements) {
        return new StatementTraces(Set.copyOf(statements)::contains, Integer.MAX_VALUE);
    }

    /** Time that a statement waited for locks in the hour of UTC from {@code start}. */
    public record LockWait(Instant start, double waitMs) {}

    /**
     * A plan of a statement.
     *
     * @param at when it was logged first in its hour
     * @param shape identity of its nodes, relations and indexes, without costs and constants
     */
    public record Plan(Instant at, String shape) {}

    /** The traced statements. */
    public Collection<Fingerprint> statements() {
        return statements.keySet().stream().map(Fingerprint::new).toList();
    }

    /** Whether it had to leave hours out. */
    public boolean isFull() {
        return full;
    }

    /** When the log begins; empty where no entry had a time. */
    public Optional<Instant> firstEntry() {
        return firstTime == Long.MAX_VALUE ? Optional.empty() : Optional.of(Micros.toInstant(firstTime));
    }

    /** The hours in which a statement waited, in order. */
    public List<LockWait> lockWaits(Fingerprint statement) {
        List<LockWait> waits = new ArrayList<>();
        hours(statement).forEach((hour, seen) -> {
            if (seen.waitMicros > 0) {
                waits.add(new LockWait(Micros.toInstant(hour * HOUR_MICROS), seen.waitMicros / 1000.0));
            }
        });
        return waits;
    }

    /** The plans that were logged of a statement, each once an hour, in order of hours. */
    public List<Plan> plans(Fingerprint statement) {
        List<Plan> plans = new ArrayList<>();
        hours(statement)
                .values()
                .forEach(hour -> hour.firstOfShape.forEach((shape, time) ->
                        plans.add(new Plan(Micros.toInstant(time), new Fingerprint(shape).toString()))));
        return plans;
    }

    private SortedMap<Long, Hour> hours(Fingerprint statement) {
        return statements.getOrDefault(statement.value(), new TreeMap<>());
    }

    void began(long time) {
        firstTime = Math.min(firstTime, time);
    }

    void waited(long fingerprint, long time, long micros) {
        if (time != LogEntry.NO_TIME && micros > 0) {
            hour(fingerprint, Math.floorDiv(time, HOUR_MICROS)).ifPresent(hour -> hour.waitMicros += micros);
        }
    }

    void planned(long fingerprint, long time, long shape) {
        if (time != LogEntry.NO_TIME) {
            hour(fingerprint, Math.floorDiv(time, HOUR_MICROS)).ifPresent(hour -> hour.planned(shape, time));
        }
    }

    private Optional<Hour> hour(long fingerprint, long hour) {
        SortedMap<Long, Hour> own = statements.get(fingerprint);
        Hour known = own == null ? null : own.get(hour);
        if (known != null) {
            return Optional.of(known);
        }
        if (hours == most) {
            full = true;
            return Optional.empty();
        }
        Hour fresh = new Hour();
        statements.computeIfAbsent(fingerprint, first -> new TreeMap<>()).put(hour, fresh);
        hours++;
        return Optional.of(fresh);
    }

    /** Adds what another part of the log says; that stays as it is. */
    public void add(StatementTraces other) {
        other.statements.forEach((fingerprint, theirs) -> {
            if (wanted.test(new Fingerprint(fingerprint))) {
                theirs.forEach((start, seen) -> hour(fingerprint, start).ifPresent(hour -> hour.add(seen)));
            }
        });
        full |= other.full;
        began(other.firstTime);
    }

    void write(DataOutput out) throws IOException {
        VarInts.write(out, firstTime);
        out.writeBoolean(full);
        VarInts.write(out, statements.size());
        for (Map.Entry<Long, SortedMap<Long, Hour>> statement : statements.entrySet()) {
            out.writeLong(statement.getKey());
            VarInts.write(out, statement.getValue().size());
            for (Map.Entry<Long, Hour> hour : statement.getValue().entrySet()) {
                VarInts.write(out, hour.getKey());
                VarInts.write(out, hour.getValue().waitMicros);
                VarInts.write(
                        out,
                        hour.getValue().shapeless
                                ? SHAPELESS
                                : hour.getValue().firstOfShape.size());
                for (Map.Entry<Long, Long> plan : hour.getValue().firstOfShape.entrySet()) {
                    out.writeLong(plan.getKey());
                    VarInts.write(out, plan.getValue());
                }
            }
        }
    }

    static StatementTraces read(DataInput in) throws IOException {
        StatementTraces traces = new StatementTraces();
        traces.firstTime = VarInts.read(in);
        traces.full = in.readBoolean();
        for (long n = VarInts.read(in); n > 0; n--) {
            long fingerprint = in.readLong();
            for (long h = VarInts.read(in); h > 0; h--) {
                long start = VarInts.read(in);
                Hour hour = traces.hour(fingerprint, start).orElseThrow(() -> new IOException("too many hours"));
                hour.waitMicros = VarInts.read(in);
                long shapes = VarInts.read(in);
                if (shapes == SHAPELESS) {
                    hour.becomeShapeless();
                }
                for (long p = shapes; p > 0; p--) {
                    hour.planned(in.readLong(), VarInts.read(in));
                }
            }
        }
        return traces;
    }
}
