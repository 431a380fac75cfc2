package dev.nightjar.source.log;

import dev.nightjar.model.Fingerprint;
import dev.nightjar.model.LogSummary;
import dev.nightjar.sql.ReadableSql;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the analysis stages read of a log: the heaviest entries of a digest. */
public final class LogSummaries {
    /** As many as pg_stat_statements keeps unless told otherwise. */
    private static final int MOST_IDENTITIES = 5000;

    private LogSummaries() {}

    /**
     * The summary of a digest, empty where the log had no entry with a time.
     *
     * @param top how many entries each list holds at most
     */
    public static Optional<LogSummary> of(LogDigest digest, int top) {
        Optional<Instant> first = digest.firstEntry();
        Optional<Instant> last = digest.lastEntry();
        if (first.isEmpty() || last.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new LogSummary(
                first.get(),
                last.get(),
                digest.count(LogCounter.ENTRIES),
                digest.count(LogCounter.STATEMENTS),
                digest.durationMs(),
                digest.count(LogCounter.ERRORS),
                digest.count(LogCounter.FATALS),
                digest.count(LogCounter.DEADLOCKS),
                digest.count(LogCounter.LOCK_WAITS),
                digest.count(LogCounter.TEMP_FILES),
                digest.count(LogCounter.TEMP_BYTES),
                digest.count(LogCounter.CHECKPOINTS),
                digest.count(LogCounter.CANCELLED),
                digest.count(LogCounter.SKIPPED_LINES),
                digest.errorsBySqlState(),
                digest.byTotalTime().stream()
                        .limit(top)
                        .map(LogSummaries::statement)
                        .toList(),
                digest.deadlocks().stream()
                        .limit(top)
                        .map(LogSummaries::deadlock)
                        .toList(),
                lockWaits(digest, top),
                tempFiles(digest, top),
                repeats(digest.nPlusOne(), top),
                digest.plans().stream().limit(top).map(LogSummaries::plan).toList(),
                habits(digest, top),
                digest.maintenance().list().stream()
                        .sorted(Comparator.comparingDouble(MaintenanceTable.Work::elapsedSeconds)
                                .reversed())
                        .limit(top)
                        .map(LogSummaries::autovacuum)
                        .toList(),
                digest.remarks(),
                digest.statements().stream()
                        .filter(statement -> !statement.queryIds().isEmpty())
                        .sorted(Comparator.comparingDouble(StatementStats::totalMs)
                                .reversed())
                        .limit(MOST_IDENTITIES)
                        .map(statement ->
                                new LogSummary.Identity(statement.fingerprint(), List.copyOf(statement.queryIds())))
                        .toList()));
    }

    private static LogSummary.LoggedStatement statement(StatementStats statement) {
        Origin origin = statement.mainOrigin();
        return new LogSummary.LoggedStatement(
                statement.fingerprint(),
                ReadableSql.of(statement.text()),
                origin.database(),
                origin.user(),
                origin.application(),
                statement.calls(),
                statement.totalMs(),
                statement.quantileMs(0.95),
                statement.maxMs());
    }

    private static LogSummary.Deadlock deadlock(DeadlockEvent deadlock) {
        List<String> statements = deadlock.waits().stream()
                .map(DeadlockEvent.Wait::statement)
                .map(ReadableSql::of)
                .toList();
        return new LogSummary.Deadlock(deadlock.at(), deadlock.database(), statements, deadlock.victim());
    }

    /** What was waited after a wait was logged is added where the same statement got the same kind of lock. */
    private static List<LogSummary.LockWait> lockWaits(LogDigest digest, int top) {
        List<EventTable.Occurrence> all = digest.lockWaits().list();
        return all.stream()
                .filter(wait -> wait.key().kind().equals("lock"))
                .limit(top)
                .map(wait -> new LogSummary.LockWait(
                        new Fingerprint(wait.fingerprint()),
                        ReadableSql.of(wait.key().text()),
                        ReadableSql.of(wait.key().other()),
                        wait.key().code(),
                        wait.count(),
                        (wait.micros() + waitedFurther(wait, all)) / 1000.0,
                        wait.last()))
                .toList();
    }

    private static long waitedFurther(EventTable.Occurrence wait, List<EventTable.Occurrence> all) {
        long count = all.stream()
                .filter(other -> isLike(wait, other) && other.key().kind().equals("lock"))
                .mapToLong(EventTable.Occurrence::count)
                .sum();
        long micros = all.stream()
                .filter(other -> isLike(wait, other) && other.key().kind().equals("acquired"))
                .mapToLong(EventTable.Occurrence::micros)
                .sum();
        return count == 0 ? 0 : micros * wait.count() / count;
    }

    private static boolean isLike(EventTable.Occurrence wait, EventTable.Occurrence other) {
        return wait.key().code().equals(other.key().code())
                && wait.key().text().equals(other.key().text());
    }

    private static List<LogSummary.TempFiles> tempFiles(LogDigest digest, int top) {
        return digest.statements().stream()
                .filter(statement -> statement.tempFiles() > 0)
                .sorted((a, b) -> Long.compare(b.tempBytes(), a.tempBytes()))
                .limit(top)
                .map(statement -> new LogSummary.TempFiles(
                        statement.fingerprint(),
                        ReadableSql.of(statement.text()),
                        statement.tempFiles(),
                        statement.tempBytes(),
                        statement.largestTempBytes()))
                .toList();
    }

    private static LogSummary.Habits habits(LogDigest digest, int top) {
        return new LogSummary.Habits(
                digest.count(LogCounter.PARAMETERISED),
                digest.literalCalls(),
                repeats(digest.sessionRepeats(), top),
                repeats(digest.insertBatches(), top),
                digest.chattySessions().stream()
                        .limit(top)
                        .map(chatter -> new LogSummary.Chatter(
                                chatter.origin().database(),
                                chatter.origin().user(),
                                chatter.origin().application(),
                                chatter.sessions(),
                                chatter.statements(),
                                chatter.totalMs(),
                                chatter.seconds()))
                        .toList());
    }

    private static List<LogSummary.NPlusOne> repeats(List<RepeatTable.Repeat> repeats, int top) {
        return repeats.stream().limit(top).map(LogSummaries::repeat).toList();
    }

    private static LogSummary.Autovacuum autovacuum(MaintenanceTable.Work work) {
        return new LogSummary.Autovacuum(
                work.table(),
                work.kind(),
                work.runs(),
                work.elapsedSeconds(),
                work.cpuSeconds(),
                work.tuplesRemoved(),
                work.deadNotRemovable(),
                work.buffersRead(),
                work.buffersDirtied(),
                work.walBytes());
    }

    private static LogSummary.NPlusOne repeat(RepeatTable.Repeat repeat) {
        return new LogSummary.NPlusOne(
                repeat.fingerprint(),
                ReadableSql.of(repeat.text()),
                ReadableSql.of(repeat.parent()),
                repeat.occurrences(),
                repeat.callsPerOccurrence(),
                repeat.totalMs());
    }

    private static LogSummary.LoggedPlan plan(PlanEvent plan) {
        return new LogSummary.LoggedPlan(plan.fingerprint(), plan.at(), plan.durationMs(), plan.redacted());
    }
}
