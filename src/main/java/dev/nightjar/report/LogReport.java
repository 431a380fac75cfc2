package dev.nightjar.report;

import dev.nightjar.model.LogSummary;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/** What the server's log adds: totals of the lookback and the heaviest events. */
public record LogReport(
        Instant firstEntry,
        Instant lastEntry,
        long entries,
        long statements,
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
        List<LogSummary.Deadlock> deadlockEvents,
        List<LogSummary.LockWait> lockWaitEvents,
        List<LogSummary.TempFiles> tempFilesByStatement,
        List<LogSummary.NPlusOne> nPlusOne,
        LogSummary.Habits habits,
        List<LogSummary.Autovacuum> autovacuums,
        List<String> remarks) {

    private static final int MOST = 10;

    static LogReport of(LogSummary log) {
        return new LogReport(
                log.firstEntry(),
                log.lastEntry(),
                log.entries(),
                log.statements(),
                log.errors(),
                log.fatals(),
                log.deadlocks(),
                log.lockWaits(),
                log.tempFiles(),
                log.tempBytes(),
                log.checkpoints(),
                log.cancelled(),
                log.skippedLines(),
                log.errorsBySqlState(),
                first(log.deadlockEvents()),
                first(log.lockWaitEvents()),
                first(log.tempFilesByStatement()),
                first(log.nPlusOne()),
                new LogSummary.Habits(
                        log.habits().parameterisedCalls(),
                        log.habits().literalCalls(),
                        first(log.habits().sessionRepeats()),
                        first(log.habits().insertBatches()),
                        first(log.habits().chatty())),
                first(log.autovacuums()),
                log.remarks());
    }

    private static <T> List<T> first(List<T> all) {
        return all.subList(0, Math.min(MOST, all.size()));
    }
}
