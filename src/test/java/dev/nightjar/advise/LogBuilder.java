package dev.nightjar.advise;

import dev.nightjar.model.Fingerprint;
import dev.nightjar.model.LogSummary;
import dev.nightjar.model.LogSummary.Deadlock;
import dev.nightjar.model.LogSummary.LockWait;
import dev.nightjar.model.LogSummary.NPlusOne;
import dev.nightjar.model.LogSummary.TempFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A log of the whole lookback in which nothing went wrong, until told. */
public final class LogBuilder {
    private final List<Deadlock> deadlocks = new ArrayList<>();
    private final List<LockWait> lockWaits = new ArrayList<>();
    private final List<TempFiles> tempFiles = new ArrayList<>();
    private final List<NPlusOne> nPlusOne = new ArrayList<>();
    private final SortedMap<String, Long> errors = new TreeMap<>();

    private LogBuilder() {}

    public static LogBuilder aLog() {
        return new LogBuilder();
    }

    public LogBuilder deadlocks(int count, String... statements) {
        Instant at = NightBuilder.END.minus(Duration.ofHours(3));
        for (int i = 0; i < count; i++) {
            deadlocks.add(new Deadlock(at.plusSeconds(i), "app", List.of(statements), statements[0]));
        }
        return this;
    }

    public LogBuilder lockWait(long fingerprint, String waiting, String holder, long count, double waitMs) {
        lockWaits.add(new LockWait(
                new Fingerprint(fingerprint),
                waiting,
                holder,
                "ShareLock on transaction",
                count,
                waitMs,
                NightBuilder.END.minus(Duration.ofHours(2))));
        return this;
    }

    public LogBuilder tempFiles(long fingerprint, String text, long files, long bytes, long largest) {
        tempFiles.add(new TempFiles(new Fingerprint(fingerprint), text, files, bytes, largest));
        return this;
    }

    public LogBuilder nPlusOne(
            long fingerprint, String text, String parent, long occurrences, double perTransaction, double ms) {
        nPlusOne.add(new NPlusOne(new Fingerprint(fingerprint), text, parent, occurrences, perTransaction, ms));
        return this;
    }

    public LogBuilder error(String sqlState, long count) {
        errors.put(sqlState, count);
        return this;
    }

    LogSummary build() {
        return new LogSummary(
                NightBuilder.LOOKBACK.from(),
                NightBuilder.END,
                100_000,
                50_000,
                1e6,
                errors.values().stream().mapToLong(Long::longValue).sum(),
                0,
                deadlocks.size(),
                lockWaits.stream().mapToLong(LockWait::count).sum(),
                tempFiles.stream().mapToLong(TempFiles::files).sum(),
                tempFiles.stream().mapToLong(TempFiles::bytes).sum(),
                100,
                0,
                0,
                errors,
                List.of(),
                deadlocks,
                lockWaits,
                tempFiles,
                nPlusOne,
                List.of(),
                LogSummary.Habits.UNREMARKABLE,
                List.of(),
                List.of(),
                List.of());
    }
}
