package dev.nightjar.source.log;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a log, or a part of one, says. Digests of parts add up to the digest of the whole, in any order: it holds sums,
 * extremes and bounded sets only. A full set loses detail, never the sums, and counts what it lost.
 *
 * <p>Filled by the readers of this package; add digests with {@link #add}, store them with {@link #toBytes}.
 */
public final class LogDigest {
    /** Statements kept apart; the lightest go into one sum when there are more. */
    static final int MOST_STATEMENTS = 20_000;

    /** Of all their texts. */
    private static final int MOST_CHARACTERS = 24_000_000;

    private static final int MOST_DEADLOCKS = 200;
    private static final int MOST_PLANS = 300;
    private static final int MOST_CHECKPOINTS = 500;

    final Counters counters = new Counters();
    final SortedMap<String, Long> sqlStates = new TreeMap<>();
    final Map<Long, StatementStats> statements = new HashMap<>();
    final EvictedStatements evicted = new EvictedStatements();
    final HourBuckets hours = new HourBuckets();
    final HourBuckets errorHours = new HourBuckets();
    final EventTable failures = new EventTable();
    final EventTable lockWaits = new EventTable();
    final MaintenanceTable maintenance = new MaintenanceTable();
    final EventTable server = new EventTable();
    final RepeatTable nPlusOne = new RepeatTable();
    final RepeatTable insertBatches = new RepeatTable();
    final RepeatTable sessionRepeats = new RepeatTable();
    final ChattySessions chatty = new ChattySessions();
    final SortedSet<DeadlockEvent> deadlocks = new TreeSet<>();
    final SortedSet<PlanEvent> plans = new TreeSet<>();
    final SortedSet<Checkpoint> checkpoints = new TreeSet<>(Comparator.comparing(Checkpoint::at)
            .thenComparing(Checkpoint::buffers)
            .thenComparing(Checkpoint::totalSeconds));
    final StatementTraces traces = new StatementTraces();
    final SortedSet<String> remarks = new TreeSet<>();
    long firstTime = Long.MAX_VALUE;
    long lastTime = Long.MIN_VALUE;
    private long characters;
    long restStatements;
    long restCalls;
    long restMicros;

    public long count(LogCounter counter) {
        return counters.get(counter);
    }

    /** Executed time, milliseconds. */
    public double durationMs() {
        return count(LogCounter.DURATION_MICROS) / 1000.0;
    }

    /** Time of the first entry; empty where no entry had a time. */
    public Optional<Instant> firstEntry() {
        return firstTime == Long.MAX_VALUE ? Optional.empty() : Optional.of(Micros.toInstant(firstTime));
    }

    public Optional<Instant> lastEntry() {
        return lastTime == Long.MIN_VALUE ? Optional.empty() : Optional.of(Micros.toInstant(lastTime));
    }

    /** Warnings, errors and worse by SQLSTATE, where the format has it. */
    public SortedMap<String, Long> errorsBySqlState() {
        return new TreeMap<>(sqlStates);
    }

    /** Calls whose text holds the values that a parameter could carry. */
    public long literalCalls() {
        long withConstants = statements.values().stream()
                .filter(statement -> statement.text().indexOf('$') >= 0)
                .mapToLong(statement -> statement.calls() + statement.withoutDuration())
                .sum();
        return Math.max(0, withConstants - count(LogCounter.PARAMETERISED));
    }

    /** All statements that are kept apart, in no order. */
    public Collection<StatementStats> statements() {
        return List.copyOf(statements.values());
    }

    /** Statements that were executed, most total time first. */
    public List<StatementStats> byTotalTime() {
        List<StatementStats> list = new ArrayList<>(statements.values());
        list.removeIf(statement -> statement.calls() == 0);
        list.sort(Comparator.comparingDouble(StatementStats::totalMs)
                .reversed()
                .thenComparing(StatementStats::fingerprint));
        return list;
    }

    /** Statements that no longer fitted, with their calls and milliseconds. */
    public Rest rest() {
        return new Rest(restStatements, restCalls, restMicros / 1000.0);
    }

    /** What was counted in sum only. */
    public record Rest(long statements, long calls, double totalMs) {}

    public List<HourBuckets.Hour> hours() {
        return hours.list();
    }

    /** Errors and worse per hour; the time of an hour is 0. */
    public List<HourBuckets.Hour> errorHours() {
        return errorHours.list();
    }

    /** Warnings, errors and worse by message: kind is the severity, code the SQLSTATE, text the message. */
    public EventTable failures() {
        return failures;
    }

    /** Waits for locks: code is the lock, text the waiting statement, other the last one of its holder. */
    public EventTable lockWaits() {
        return lockWaits;
    }

    /** What autovacuum did, by table. */
    public MaintenanceTable maintenance() {
        return maintenance;
    }

    /** Messages of the server about itself: code is what they are about, text the message. */
    public EventTable server() {
        return server;
    }

    /** Reads repeated at least five times in one transaction. */
    public List<RepeatTable.Repeat> nPlusOne() {
        return nPlusOne.list();
    }

    /** Single INSERTs repeated at least five times in one transaction. */
    public List<RepeatTable.Repeat> insertBatches() {
        return insertBatches.list();
    }

    /** Reads repeated at least five times on end in a session, outside of a transaction. */
    public List<RepeatTable.Repeat> sessionRepeats() {
        return sessionRepeats.list();
    }

    /** Sessions that sent many small statements one by one. */
    public List<ChattySessions.Chatter> chattySessions() {
        return chatty.list();
    }

    /** The latest deadlocks. */
    public List<DeadlockEvent> deadlocks() {
        return List.copyOf(deadlocks);
    }

    /** The slowest plan of each statement that has one, slowest first. */
    public List<PlanEvent> plans() {
        List<PlanEvent> list = new ArrayList<>(plans);
        list.sort(Comparator.reverseOrder());
        return list;
    }

    /** Lock waits and plans of statements, hour by hour. */
    public StatementTraces traces() {
        return traces;
    }

    /** The latest checkpoints. */
    public List<Checkpoint> checkpoints() {
        return List.copyOf(checkpoints);
    }

    /** What the reader of the report must know: languages, zones, damage. */
    public List<String> remarks() {
        List<String> all = new ArrayList<>(remarks);
        if (traces.isFull()) {
            all.add("lock waits and plans are known of the first " + StatementTraces.MOST_HOURS
                    + " hours of statements only: why a statement became slower may be missed");
        }
        if (restStatements > 0) {
            all.add(counted(restStatements, "statement") + " that took the least time"
                    + (restStatements == 1 ? " is" : " are") + " counted in sum only: there were too many"
                    + " different ones; " + counted(restCalls, "call") + ", " + Math.round(restMicros / 1000.0)
                    + " ms");
            long partial =
                    statements.values().stream().filter(StatementStats::partial).count();
            if (partial > 0) {
                all.add(counted(partial, "statement") + " may have run before"
                        + (partial == 1 ? " it was counted apart: its" : " they were counted apart: their")
                        + " figures are lower bounds");
            }
        }
        return List.copyOf(all);
    }

    private static String counted(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    /** Adds what another part of the log says; that digest stays as it is. */
    public void add(LogDigest other) {
        counters.add(other.counters);
        other.sqlStates.forEach((code, count) -> sqlStates.merge(code, count, Long::sum));
        addStatements(other);
        hours.add(other.hours);
        errorHours.add(other.errorHours);
        failures.add(other.failures);
        lockWaits.add(other.lockWaits);
        maintenance.add(other.maintenance);
        server.add(other.server);
        nPlusOne.add(other.nPlusOne);
        insertBatches.add(other.insertBatches);
        sessionRepeats.add(other.sessionRepeats);
        chatty.add(other.chatty);
        other.deadlocks.forEach(this::add);
        other.plans.forEach(this::add);
        other.checkpoints.forEach(this::add);
        traces.add(other.traces);
        remarks.addAll(other.remarks);
        firstTime = Math.min(firstTime, other.firstTime);
        lastTime = Math.max(lastTime, other.lastTime);
    }

    private void addStatements(LogDigest other) {
        restStatements += other.restStatements;
        restCalls += other.restCalls;
        restMicros += other.restMicros;
        for (StatementStats theirs : other.statements.values()) {
            statement(theirs.known()).add(theirs);
        }
        if (other.evicted.hasForgotten()) {
            statements.values().stream()
                    .filter(mine -> other.evicted.isForgotten(mine.known().fingerprint()))
                    .forEach(StatementStats::markPartial);
        }
        other.evicted.all().forEach((fingerprint, theirs) -> {
            StatementStats kept = statements.get(fingerprint);
            if (kept != null) {
                kept.add(theirs);
                restStatements--;
                restCalls -= theirs.calls();
                restMicros -= theirs.micros();
            } else if (!evicted.add(fingerprint, theirs)) {
                restStatements--;
            }
        });
        evicted.addForgotten(other.evicted);
        makeRoom();
    }

    /** Compact bytes that {@link #fromBytes} reads, also those of earlier releases. */
    public byte[] toBytes() {
        return DigestCodec.write(this);
    }

    /**
     * The digest that {@link #toBytes} wrote.
     *
     * @throws UnreadableDigestException when the bytes are none
     */
    public static LogDigest fromBytes(byte[] bytes) {
        return DigestCodec.read(bytes);
    }

    /** What {@link #traces} of that digest are, read without the rest. */
    public static StatementTraces tracesFromBytes(byte[] bytes) {
        return DigestCodec.readTraces(bytes);
    }

    /** The figures of a statement; the table may grow beyond its bound until {@link #makeRoom} is called. */
    StatementStats statement(KnownStatement known) {
        StatementStats stats = statements.get(known.fingerprint());
        if (stats == null) {
            stats = new StatementStats(known);
            comeBack(stats);
            statements.put(known.fingerprint(), stats);
            characters += known.text().length();
        }
        return stats;
    }

    private void comeBack(StatementStats stats) {
        long fingerprint = stats.known().fingerprint();
        if (evicted.contains(fingerprint)) {
            EvictedStatements.Sums before = evicted.take(fingerprint);
            stats.add(before);
            restStatements--;
            restCalls -= before.calls();
            restMicros -= before.micros();
        }
        if (evicted.isForgotten(fingerprint)) {
            stats.markPartial();
        }
    }

    void put(StatementStats stats) {
        statements.put(stats.known().fingerprint(), stats);
        characters += stats.text().length();
    }

    /** Brings the table of statements back within its bounds: what took the least time becomes part of the rest. */
    void makeRoom() {
        if (statements.size() <= MOST_STATEMENTS && characters <= MOST_CHARACTERS) {
            return;
        }
        List<StatementStats> order = new ArrayList<>(statements.values());
        order.sort(Comparator.comparingDouble(StatementStats::totalMs).thenComparing(StatementStats::fingerprint));
        for (StatementStats light : order) {
            if (statements.size() <= MOST_STATEMENTS / 4 * 3 && characters <= MOST_CHARACTERS / 4 * 3) {
                return;
            }
            statements.remove(light.known().fingerprint());
            characters -= light.text().length();
            if (evicted.add(light.known().fingerprint(), light.sums())) {
                restStatements++;
            }
            restCalls += light.calls();
            restMicros += Math.round(light.totalMs() * 1000);
        }
    }

    void add(DeadlockEvent deadlock) {
        deadlocks.add(deadlock);
        if (deadlocks.size() > MOST_DEADLOCKS) {
            deadlocks.remove(deadlocks.first());
        }
    }

    void add(Checkpoint checkpoint) {
        checkpoints.add(checkpoint);
        if (checkpoints.size() > MOST_CHECKPOINTS) {
            checkpoints.remove(checkpoints.first());
        }
    }

    /** One plan per statement: the slowest. */
    void add(PlanEvent plan) {
        Optional<PlanEvent> known = plans.stream()
                .filter(other -> other.fingerprint().equals(plan.fingerprint()))
                .findFirst();
        if (known.isPresent()) {
            if (known.get().compareTo(plan) >= 0) {
                return;
            }
            plans.remove(known.get());
        }
        plans.add(plan);
        if (plans.size() > MOST_PLANS) {
            plans.remove(plans.first());
        }
    }
}
