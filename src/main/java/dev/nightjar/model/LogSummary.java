package dev.nightjar.model;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.UnaryOperator;

/**
 * What the server's log told of the lookback. Lists hold the heaviest entries; the totals count all.
 *
 * @param firstEntry time of the first record read
 * @param errorsBySqlState code to count
 * @param remarks what limits these figures, and what to do about it
 * @param identities of the statements in the lists, where the log has query ids
 */
public record LogSummary(
        Instant firstEntry,
        Instant lastEntry,
        long entries,
        long statements,
        double durationMs,
        long errors,
        long fatals,
        long deadlocks,
        long lockWaits,
        long tempFiles,
        long tempBytes,
        long checkpoints,
        long cancelled,
        long skippedLines,
        SortedMap<String, Long> errorsBySqlState,
        List<LoggedStatement> slowest,
        List<Deadlock> deadlockEvents,
        List<LockWait> lockWaitEvents,
        List<TempFiles> tempFilesByStatement,
        List<NPlusOne> nPlusOne,
        List<LoggedPlan> plans,
        Habits habits,
        List<Autovacuum> autovacuums,
        List<String> remarks,
        List<Identity> identities) {

    public LogSummary {
        slowest = List.copyOf(slowest);
        deadlockEvents = List.copyOf(deadlockEvents);
        lockWaitEvents = List.copyOf(lockWaitEvents);
        tempFilesByStatement = List.copyOf(tempFilesByStatement);
        nPlusOne = List.copyOf(nPlusOne);
        plans = List.copyOf(plans);
        autovacuums = List.copyOf(autovacuums);
        remarks = List.copyOf(remarks);
        identities = List.copyOf(identities);
    }

    /**
     * The same with the fingerprints that pg_stat_statements' texts have: of a statement whose text in the log has another
     * one, because PostgreSQL takes two spellings for one, the query id tells which it is.
     *
     * @param statements by query id, as the extension has them
     */
    public LogSummary joinedOn(Map<Long, Fingerprint> statements) {
        Set<Fingerprint> same = Set.copyOf(statements.values());
        Map<Fingerprint, Fingerprint> names = new HashMap<>();
        for (Identity identity : identities) {
            if (!same.contains(identity.fingerprint)) {
                identity.queryIds.stream()
                        .flatMap(id -> Optional.ofNullable(statements.get(id)).stream())
                        .findFirst()
                        .ifPresent(known -> names.put(identity.fingerprint, known));
            }
        }
        return names.isEmpty() ? this : renamed(one -> names.getOrDefault(one, one));
    }

    private LogSummary renamed(UnaryOperator<Fingerprint> name) {
        return new LogSummary(
                firstEntry,
                lastEntry,
                entries,
                statements,
                durationMs,
                errors,
                fatals,
                deadlocks,
                lockWaits,
                tempFiles,
                tempBytes,
                checkpoints,
                cancelled,
                skippedLines,
                errorsBySqlState,
                slowest.stream().map(one -> one.named(name)).toList(),
                deadlockEvents,
                lockWaitEvents.stream().map(one -> one.named(name)).toList(),
                tempFilesByStatement.stream().map(one -> one.named(name)).toList(),
                nPlusOne.stream().map(one -> one.named(name)).toList(),
                plans.stream().map(one -> one.named(name)).toList(),
                habits.named(name),
                autovacuums,
                remarks,
                identities);
    }

    /** The query ids that the server gave a statement. */
    public record Identity(Fingerprint fingerprint, List<Long> queryIds) {
        public Identity {
            queryIds = List.copyOf(queryIds);
        }
    }

    /** One statement's executions in the log. Milliseconds. */
    public record LoggedStatement(
            Fingerprint fingerprint,
            String text,
            String database,
            String role,
            String application,
            long calls,
            double totalMs,
            double p95Ms,
            double maxMs) {

        private LoggedStatement named(UnaryOperator<Fingerprint> name) {
            return new LoggedStatement(
                    name.apply(fingerprint), text, database, role, application, calls, totalMs, p95Ms, maxMs);
        }
    }

    /** A deadlock: the texts of the statements that waited for each other. */
    public record Deadlock(Instant at, String database, List<String> statements, String victim) {

        public Deadlock {
            statements = List.copyOf(statements);
        }
    }

    /**
     * Waits for the same kind of lock by the same statement.
     *
     * @param lock e.g. {@code ShareLock on transaction}
     * @param waitMs time waited as far as the log tells it
     * @param holder text of what held the lock, empty where unknown
     */
    public record LockWait(
            Fingerprint fingerprint,
            String waiting,
            String holder,
            String lock,
            long count,
            double waitMs,
            Instant lastAt) {

        private LockWait named(UnaryOperator<Fingerprint> name) {
            return new LockWait(name.apply(fingerprint), waiting, holder, lock, count, waitMs, lastAt);
        }
    }

    /** Temporary files of one statement. */
    public record TempFiles(Fingerprint fingerprint, String text, long files, long bytes, long largestBytes) {

        private TempFiles named(UnaryOperator<Fingerprint> name) {
            return new TempFiles(name.apply(fingerprint), text, files, bytes, largestBytes);
        }
    }

    /**
     * A statement repeated within transactions.
     *
     * @param parent text of the statement that ran before the repetition, empty where unknown
     * @param occurrences transactions in which it was repeated
     */
    public record NPlusOne(
            Fingerprint fingerprint,
            String text,
            String parent,
            long occurrences,
            double callsPerTransaction,
            double totalMs) {

        private NPlusOne named(UnaryOperator<Fingerprint> name) {
            return new NPlusOne(name.apply(fingerprint), text, parent, occurrences, callsPerTransaction, totalMs);
        }
    }

    /**
     * One plan that auto_explain logged.
     *
     * @param plan redacted text of the plan
     */
    public record LoggedPlan(Fingerprint fingerprint, Instant at, double durationMs, String plan) {

        private LoggedPlan named(UnaryOperator<Fingerprint> name) {
            return new LoggedPlan(name.apply(fingerprint), at, durationMs, plan);
        }
    }

    /**
     * How clients use the server, beyond single statements.
     *
     * @param parameterisedCalls executions whose values came beside their text
     * @param literalCalls executions with constants in their text
     * @param sessionRepeats repeated outside of a transaction after the same statement; occurrences are sessions
     * @param insertBatches rows inserted one by one within a transaction
     */
    public record Habits(
            long parameterisedCalls,
            long literalCalls,
            List<NPlusOne> sessionRepeats,
            List<NPlusOne> insertBatches,
            List<Chatter> chatty) {
        /** Of a log that shows none. */
        public static final Habits UNREMARKABLE = new Habits(0, 0, List.of(), List.of(), List.of());

        public Habits {
            sessionRepeats = List.copyOf(sessionRepeats);
            insertBatches = List.copyOf(insertBatches);
            chatty = List.copyOf(chatty);
        }

        private Habits named(UnaryOperator<Fingerprint> name) {
            return new Habits(
                    parameterisedCalls,
                    literalCalls,
                    sessionRepeats.stream().map(one -> one.named(name)).toList(),
                    insertBatches.stream().map(one -> one.named(name)).toList(),
                    chatty);
        }
    }

    /**
     * Sessions of one origin that send many small statements one by one.
     *
     * @param statements of all these sessions
     * @param totalMs their time in the server
     * @param seconds from the first statement of a session to its last, summed
     */
    public record Chatter(
            String database,
            String role,
            String application,
            long sessions,
            long statements,
            double totalMs,
            double seconds) {}

    /**
     * What autovacuum did to a table, and what it cost.
     *
     * @param table database, schema and name
     * @param kind vacuum or analyze, with what made it special
     * @param deadNotRemovable the most that one run had to leave
     * @param pagesRead from outside of the shared buffers
     */
    public record Autovacuum(
            String table,
            String kind,
            long runs,
            double seconds,
            double cpuSeconds,
            long rowsRemoved,
            long deadNotRemovable,
            long pagesRead,
            long pagesDirtied,
            long walBytes) {}
}
