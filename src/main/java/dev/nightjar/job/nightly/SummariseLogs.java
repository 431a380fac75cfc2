package dev.nightjar.job.nightly;

import dev.nightjar.job.nightly.NightlyRun.Result;
import dev.nightjar.model.Fingerprint;
import dev.nightjar.model.LogSummary;
import dev.nightjar.source.log.DeadlockEvent;
import dev.nightjar.source.log.EventTable;
import dev.nightjar.source.log.LogCounter;
import dev.nightjar.source.log.LogDigest;
import dev.nightjar.source.log.PlanEvent;
import dev.nightjar.source.log.RepeatTable;
import dev.nightjar.source.log.StatementStats;
import dev.nightjar.store.Store;
import java.util.Comparator;
import java.util.List;

/** Adds up the digests of the lookback into what the advisers read. */
final class SummariseLogs implements Stage {
    /** Of each kind of event the heaviest; the totals count all. */
    private static final int KEPT = 50;

    private final Store store;

    SummariseLogs(Store store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "summarise-logs";
    }

    @Override
    public void run(NightlyRun run) {
        List<byte[]> digests = store.logs().digests(run.target(), run.lookback());
        if (!digests.isEmpty()) {
            LogDigest all = new LogDigest();
            digests.forEach(digest -> all.add(LogDigest.fromBytes(digest)));
            run.keep(Result.LOG, summary(run, all));
        }
    }

    private static LogSummary summary(NightlyRun run, LogDigest digest) {
        return new LogSummary(
                digest.firstEntry().orElse(run.lookback().from()),
                digest.lastEntry().orElse(run.lookback().to()),
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
                        .limit(KEPT)
                        .map(SummariseLogs::statement)
                        .toList(),
                digest.deadlocks().stream()
                        .limit(KEPT)
                        .map(SummariseLogs::deadlock)
                        .toList(),
                digest.lockWaits().list().stream()
                        .limit(KEPT)
                        .map(SummariseLogs::lockWait)
                        .toList(),
                digest.statements().stream()
                        .filter(statement -> statement.tempFiles() > 0)
                        .sorted(Comparator.comparingLong(StatementStats::tempBytes)
                                .reversed()
                                .thenComparing(StatementStats::fingerprint))
                        .limit(KEPT)
                        .map(statement -> new LogSummary.TempFiles(
                                statement.fingerprint(),
                                statement.text(),
                                statement.tempFiles(),
                                statement.tempBytes(),
                                statement.largestTempBytes()))
                        .toList(),
                digest.nPlusOne().stream()
                        .limit(KEPT)
                        .map(SummariseLogs::nPlusOne)
                        .toList(),
                digest.plans().stream().limit(KEPT).map(SummariseLogs::plan).toList());
    }

    private static LogSummary.LoggedStatement statement(StatementStats stats) {
        return new LogSummary.LoggedStatement(
                stats.fingerprint(),
                stats.text(),
                stats.mainOrigin().database(),
                stats.mainOrigin().user(),
                stats.mainOrigin().application(),
                stats.calls(),
                stats.totalMs(),
                stats.quantileMs(0.95),
                stats.maxMs());
    }

    private static LogSummary.Deadlock deadlock(DeadlockEvent event) {
        return new LogSummary.Deadlock(
                event.at(),
                event.database(),
                event.waits().stream().map(DeadlockEvent.Wait::statement).toList(),
                event.victim());
    }

    private static LogSummary.LockWait lockWait(EventTable.Occurrence wait) {
        return new LogSummary.LockWait(
                new Fingerprint(wait.fingerprint()),
                wait.key().text(),
                wait.key().other(),
                wait.key().code(),
                wait.count(),
                wait.micros() / 1000.0,
                wait.last());
    }

    private static LogSummary.NPlusOne nPlusOne(RepeatTable.Repeat repeat) {
        return new LogSummary.NPlusOne(
                repeat.fingerprint(),
                repeat.text(),
                repeat.parent(),
                repeat.occurrences(),
                repeat.callsPerOccurrence(),
                repeat.totalMs());
    }

    private static LogSummary.LoggedPlan plan(PlanEvent event) {
        return new LogSummary.LoggedPlan(event.fingerprint(), event.at(), event.durationMs(), event.redacted());
    }
}
